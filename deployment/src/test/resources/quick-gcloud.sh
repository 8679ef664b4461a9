# Makes the recording gcloud a function of the calling shell, which BASH_ENV loads: no process is
# started for a call, because tests make thousands.
gcloud() (
  source "$RECORDER"
)
