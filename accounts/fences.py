"""What readers who are not staff find of accounts and of the tables that packages bring: no history, no runs."""

from accounts.fence import WRITE, fenced, opened, shut

fenced("accounts.User")
fenced("accounts.Look", rights="INSERT")
fenced("accounts.Notice", rights="SELECT, UPDATE")
fenced("accounts.NoticeChoice", "accounts.MailLanguage", "accounts.CalendarFeed", rights=WRITE)
shut("sessions.Session")
opened("auth.Permission", "auth.Group", "auth.Group_permissions", "contenttypes.ContentType")
fenced("account.EmailAddress", "mfa.Authenticator")
shut("account.EmailConfirmation", "usersessions.UserSession")
shut("socialaccount.SocialApp", "socialaccount.SocialAccount", "socialaccount.SocialToken")
opened("accounts.User_groups", "accounts.User_user_permissions")
opened("accounts.JobRun", "accounts.HistorySeal")
shut("accounts.SealedRows", "accounts.Mail", "accounts.Invitation")
shut("admin.LogEntry", "pghistory.Context")
shut(
    "django_celery_beat.SolarSchedule",
    "django_celery_beat.IntervalSchedule",
    "django_celery_beat.ClockedSchedule",
    "django_celery_beat.CrontabSchedule",
    "django_celery_beat.PeriodicTasks",
    "django_celery_beat.PeriodicTask",
)
