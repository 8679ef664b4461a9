# The recording gcloud as a function of the shell that calls it, named by BASH_ENV: no process is
# started for a call, which matters where thousands are made.
gcloud() (
  source "$RECORDER"
)
