#!/usr/bin/env bash
# Brings AI Demo Functions up on Google Cloud, checks what is there, and takes it down again.
# docs/deploy.md tells how. One concern a file in deploy/; the functions are in config/functions.csv.
set -euo pipefail

if ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] < 404)); then
  echo "deploy.sh: bash 4.4 or later is needed, this is $BASH_VERSION" >&2
  exit 2
fi
shopt -s inherit_errexit

root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$root"
source deploy/command.sh
source deploy/settings.sh
source deploy/grants.sh
source deploy/prerequisites.sh
source deploy/stores.sh
source deploy/functions.sh
source deploy/look.sh

usage() {
  cat <<'TEXT'
Usage: ./deploy.sh COMMAND [OPTION]…

  plan      print each gcloud command that up would run in an empty project, and run none
  up        create what is absent, change what differs; run again, it goes on where it ended
  subscriptions
            give each function's subscription its policies, and nothing else: after terraform apply
  doctor    read everything back, and name each difference with the command that ends it
  status    the functions in a few lines
  down      delete what up made; asks first, and keeps what holds data

  --settings FILE         instead of env-vars.yaml
  --NAME VALUE            a setting of config/defaults.yaml or env-vars.yaml: --runtime java21,
                          --region europe-west1, --max-event-age-seconds 3600
  --with-data-services    up, plan: create Redis and Cloud SQL too, where there are none
  --delete-data           down: the models, Redis, Cloud SQL, the password and the dead letters too
  --yes                   down: do not ask
TEXT
}

# Everything, in the order in which one thing needs another. Up does it, plan prints it, and doctor
# reports where it would have to be done.
all_of_it() {
  check_connections
  project
  services
  topics
  buckets
  accounts
  network
  stores
  secrets
  tables
  password
  grants
  functions
}

case ${1:-} in
plan | up | subscriptions | doctor | status | down)
  mode=$1
  shift
  read_settings "$@"
  ;;
-h | --help | help)
  usage
  exit
  ;;
*)
  usage >&2
  exit 2
  ;;
esac

case $mode in
plan) all_of_it ;;
up)
  all_of_it
  printf '\nAll is up: %s commands changed something. ./deploy.sh doctor reads it back.\n' "$changes"
  ;;
subscriptions)
  mode=up
  project
  subscriptions
  ;;
doctor) doctor ;;
status) status ;;
down) down ;;
esac
