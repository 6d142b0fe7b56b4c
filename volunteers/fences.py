"""People are seen by those to whom `visible_to` shows them."""

from accounts.fence import fenced, shut

fenced(
    "volunteers.Volunteer", "volunteers.OtherNationality", "volunteers.FormerRosterNumber", "volunteers.ConsentToNames"
)
fenced("volunteers.Correction", "volunteers.DisabilityStatement")
shut("volunteers.PersonMerge", "volunteers.VolunteerOffer")
