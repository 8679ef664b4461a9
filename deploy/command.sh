# shellcheck shell=bash disable=SC2034,SC2154 # shared with the other parts
# Runs gcloud commands for up, prints them for plan, and reports them for doctor.

mode=
changes=0
problems=0
current_step=
advice=
export CLOUDSDK_CORE_DISABLE_PROMPTS=1

# die MESSAGE [EXIT CODE]
die() {
  printf 'deploy.sh: %s\n' "$1" >&2
  exit "${2:-1}"
}

# step NAME [ADVICE]: names what follows; the advice is printed if a command of the step fails.
step() {
  current_step=$1
  advice=${2:-See the message above.}
  [[ $mode == doctor ]] || printf '== %s\n' "$1"
}

note() {
  [[ $mode == doctor ]] || printf '   %s\n' "$1"
}

# quoted COMMAND…: prints the gcloud command as it can be pasted into a shell.
quoted() {
  local word line=gcloud
  for word; do
    [[ $word =~ ^[A-Za-z0-9_./:=@,%+~-]+$ ]] || word=${word@Q}
    line+=" $word"
  done
  printf '%s' "$line"
}

# failed COMMAND…: says which step and command failed, and ends the script.
failed() {
  printf '\ndeploy.sh: step "%s" failed: %s\n' "$current_step" "$(quoted "$@")" >&2
  printf '%s\n' "$advice" >&2
  [[ $mode == doctor || $mode == status ]] ||
    printf 'Run ./deploy.sh %s again: it continues from here.\n' "$mode" >&2
  exit 1
}

# query VARIABLE PLANNED COMMAND…: stores the answer in the variable. A plan asks nothing and stores
# PLANNED, the answer in an empty project.
query() {
  local -n answer=$1
  local planned=$2
  shift 2
  set -- "$@" "--project=$PROJECT_ID"
  if [[ $mode == plan ]]; then
    printf '?  %s\n' "$(quoted "$@")"
    # shellcheck disable=SC2034
    answer=$planned
  else
    answer=$(gcloud "$@") || failed "$@"
  fi
}

# change PROBLEM COMMAND…: up runs the command to fix the problem; doctor reports both. If variable
# feed is set, it is evaluated, and its output is piped into the command.
change() {
  local problem=$1
  shift
  set -- "$@" "--project=$PROJECT_ID"
  case $mode in
  plan) printf '   %s\n' "${feed:+$feed | }$(quoted "$@")" ;;
  doctor) report "$problem" "${feed:+$feed | }$(quoted "$@")" ;;
  *)
    count_change "$problem" "$@"
    run "$@" || failed "$@"
    ;;
  esac
}

count_change() {
  printf '   %s: gcloud %s\n' "$1" "${*:2:3}"
  changes=$((changes + 1))
}

run() {
  if [[ -n ${feed:-} ]]; then
    eval "$feed" | gcloud "$@" >/dev/null
  else
    gcloud "$@" >/dev/null
  fi
}

# change_with_retries PROBLEM COMMAND…: like change. A grant to a new account may fail until all of
# Google knows the account.
change_with_retries() {
  local attempt
  if [[ $mode == up ]]; then
    for ((attempt = 1; attempt < ${GRANT_ATTEMPTS:-4}; attempt++)); do
      if gcloud "${@:2}" "--project=$PROJECT_ID" >/dev/null; then
        count_change "$@"
        return
      fi
      printf '   not yet, next attempt in %s s\n' "${GRANT_PAUSE:-15}"
      sleep "${GRANT_PAUSE:-15}"
    done
  fi
  change "$@"
}

# report PROBLEM COMMAND: prints what doctor found and the command that fixes it.
report() {
  problems=$((problems + 1))
  printf '✗ %s: %s\n    %s\n' "$current_step" "$1" "$2"
}

# has LIST LINE: tells whether one of the lines is exactly this one.
has() {
  [[ $'\n'$1$'\n' == *$'\n'"$2"$'\n'* ]]
}

# row_of LINES NAME: prints the rest of the line that begins with NAME|.
row_of() {
  local line
  while IFS= read -r line; do
    if [[ $line == "$2|"* ]]; then
      printf '%s' "${line#*|}"
      return
    fi
  done <<<"$1"
}
