"""Files of people are for staff."""

from accounts.fence import shut

shut("imports.StoredFile", "imports.ImportBatch", "imports.ImportRow")
