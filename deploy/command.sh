# shellcheck shell=bash disable=SC2034,SC2154 # shared with the other parts
# How a command of gcloud is run: for real by up, on paper by plan, and not at all by doctor.

mode=
changes=0
problems=0
current_step=
advice=
export CLOUDSDK_CORE_DISABLE_PROMPTS=1

die() {
  printf 'deploy.sh: %s\n' "$1" >&2
  exit "${2:-1}"
}

# step NAME [ADVICE]: what follows has this name; the advice is what to look at when it fails.
step() {
  current_step=$1
  advice=${2:-Its message is above.}
  [[ $mode == doctor ]] || printf '== %s\n' "$1"
}

note() {
  [[ $mode == doctor ]] || printf '   %s\n' "$1"
}

# words COMMAND…: as it can be pasted into a shell.
words() {
  local word line=gcloud
  for word; do
    [[ $word =~ ^[A-Za-z0-9_./:=@,%+~-]+$ ]] || word=${word@Q}
    line+=" $word"
  done
  printf '%s' "$line"
}

failed() {
  printf '\ndeploy.sh: step "%s" failed: %s\n' "$current_step" "$(words "$@")" >&2
  printf '%s\n' "$advice" >&2
  [[ $mode == doctor || $mode == status ]] ||
    printf 'What is done stays done: ./deploy.sh %s goes on from here.\n' "$mode" >&2
  exit 1
}

# look VARIABLE PLANNED COMMAND…: asks, and leaves the answer in the variable. A plan asks nothing,
# and takes what it is told to: as in an empty project.
look() {
  local -n answer=$1
  local planned=$2
  shift 2
  set -- "$@" "--project=$PROJECT_ID"
  if [[ $mode == plan ]]; then
    printf '?  %s\n' "$(words "$@")"
    # shellcheck disable=SC2034
    answer=$planned
  else
    answer=$(gcloud "$@") || failed "$@"
  fi
}

# change PROBLEM COMMAND…: what up runs to end a problem, and doctor prints beside it. With variable
# feed set, that text is evaluated, and piped into the command.
change() {
  local problem=$1
  shift
  set -- "$@" "--project=$PROJECT_ID"
  case $mode in
  plan) printf '   %s\n' "${feed:+$feed | }$(words "$@")" ;;
  doctor) report "$problem" "${feed:+$feed | }$(words "$@")" ;;
  *)
    say_change "$problem" "$@"
    run "$@" || failed "$@"
    ;;
  esac
}

say_change() {
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

# A grant to an account that was made a moment ago may be refused: it takes time until all of Google
# knows the account.
change_patiently() {
  local attempt
  if [[ $mode == up ]]; then
    for ((attempt = 1; attempt < ${GRANT_ATTEMPTS:-4}; attempt++)); do
      if gcloud "${@:2}" "--project=$PROJECT_ID" >/dev/null; then
        say_change "$@"
        return
      fi
      printf '   not yet, again in %s s\n' "${GRANT_PAUSE:-15}"
      sleep "${GRANT_PAUSE:-15}"
    done
  fi
  change "$@"
}

# report PROBLEM COMMAND: what doctor found, and the command that ends it.
report() {
  problems=$((problems + 1))
  printf '✗ %s: %s\n    %s\n' "$current_step" "$1" "$2"
}

# has LIST LINE: whether one of the lines is exactly this.
has() {
  [[ $'\n'$1$'\n' == *$'\n'"$2"$'\n'* ]]
}
