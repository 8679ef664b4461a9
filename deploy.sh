#!/usr/bin/env bash
# Deploys AI Demo Functions to Google Cloud, checks the deployment, and removes it: see
# docs/deploy.md. Each file in deploy/ has one concern; the functions are in config/functions.csv.
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
source deploy/doctor.sh
source deploy/down.sh

usage() {
  cat <<'TEXT'
Usage: ./deploy.sh COMMAND [OPTION]…

  plan      print the gcloud commands that up would run in an empty project, and run none
  up        create what is missing and change what differs; after a failure, run it again
  doctor    compare the project with what up makes, and print a command for each difference
  status    list the functions with their states and subscriptions
  down      delete what up made; asks first, and keeps what holds data
  subscriptions
            set the policies of the functions' subscriptions and nothing else, after terraform apply

  --settings FILE         read FILE instead of env-vars.yaml
  --NAME VALUE            override a setting of config/defaults.yaml or env-vars.yaml:
                          --runtime java21, --region europe-west1, --max-event-age-seconds 3600
  --with-data-services    up, plan: create Redis and Cloud SQL if there are none
  --delete-data           down: also delete the models, Redis, Cloud SQL, the password and the dead
                          letters
  --yes                   down: do not ask
TEXT
}

# All steps, in the order in which one needs another: up takes them, plan prints their commands, and
# doctor prints those that are needed.
all_steps() {
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
  passwords
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
plan) all_steps ;;
up)
  all_steps
  printf '\nDone: %s commands changed something. Check with ./deploy.sh doctor.\n' "$changes"
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
