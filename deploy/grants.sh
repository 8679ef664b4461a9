# shellcheck shell=bash disable=SC2034,SC2154 # shared with the other parts
# Grants the roles that the functions and the platform need. Each policy is read once.

declare -A policies=() absent=()

# policy_command VERB KIND NAME: sets command.
policy_command() {
  case $2 in
  topic) command=(pubsub topics "$1" "$3") ;;
  subscription) command=(pubsub subscriptions "$1" "$3") ;;
  secret) command=(secrets "$1" "$3") ;;
  bucket) command=(storage buckets "$1" "gs://$3") ;;
  service) command=(run services "$1" "$3" "--region=$REGION") ;;
  project) command=(projects "$1" "$3") ;;
  *) die "unknown kind of resource: $2" ;;
  esac
}

# is_absent KIND NAME: notes that a resource does not exist, so that its policy is not read.
is_absent() {
  policies["$1 $2"]=''
  absent["$1 $2"]=yes
}

read_policy() {
  local -a command
  local bindings
  policy_command get-iam-policy "$1" "$2"
  query bindings '' "${command[@]}" '--flatten=bindings[].members' \
    '--format=value[separator="|"](bindings.role,bindings.members)'
  policies["$1 $2"]=$bindings
}

# grant KIND NAME ROLE ACCOUNT: grants a role on a resource, unless the account, or allUsers, has it.
grant() {
  local -a command
  local member=serviceAccount:$4
  [[ $4 != allUsers ]] || member=$4
  [[ -n ${policies["$1 $2"]+known} ]] || read_policy "$1" "$2"
  has "${policies["$1 $2"]}" "$3|$member" && return
  policy_command add-iam-policy-binding "$1" "$2"
  [[ $1 != project ]] || command+=(--condition=None)
  change_with_retries "${4%%@*} lacks ${3#roles/} on $1 $2" \
    "${command[@]}" "--member=$member" "--role=$3"
}

# Grants what exists before the functions do; the roles on a function's service and subscription
# follow its deployment.
grants() {
  local name role
  step "grants" "Your account must be allowed to set IAM policies: see docs/deploy.md."
  for role in logging.logWriter artifactregistry.writer storage.objectViewer; do
    grant project "$PROJECT_ID" "roles/$role" "${account[build]}"
  done
  grant topic "$DEAD_LETTER" roles/pubsub.publisher "$pubsub_agent"
  for name in "${functions[@]}"; do
    grants_of "$name"
  done
  revoke_project_roles
}

grants_of() {
  local name=$1 role secret
  # Over HTTP, the caller is told what is wrong.
  is_http "$name" || grant topic "$DEAD_LETTER" roles/pubsub.publisher "${account[$name]}"
  [[ -z ${operates[$name]} ]] || grants_of_operator "${account[$name]}"
  [[ -z ${publishes[$name]} ]] ||
    grant topic "${publishes[$name]}" roles/pubsub.publisher "${account[$name]}"
  for role in ${uses_bucket[$name]}; do
    grant bucket "$BUCKET" "roles/storage.object${role^}" "${account[$name]}"
  done
  for secret in $(secrets_of "$name"); do
    grant secret "${secret#*=}" roles/secretmanager.secretAccessor "${account[$name]}"
  done
}

# What the console needs to do what an operator does: to list, replay and drop dead letters, and to see
# how far the subscriptions are behind, which is a right on the project only.
grants_of_operator() {
  local name
  for name in $(event_topics); do
    grant topic "$name" roles/pubsub.publisher "$1"
  done
  grant subscription "$DEAD_LETTER" roles/pubsub.subscriber "$1"
  grant project "$PROJECT_ID" roles/monitoring.viewer "$1"
}

# Revokes other roles on the whole project, because a function needs none.
revoke_project_roles() {
  local name line
  for name in "${functions[@]}"; do
    while IFS= read -r line; do
      [[ $line == *"|serviceAccount:${account[$name]}" ]] || continue
      [[ -z ${operates[$name]} || $line != roles/monitoring.viewer* ]] || continue
      change "ai-demo-$name has ${line%%|*} on the whole project" \
        projects remove-iam-policy-binding "$PROJECT_ID" \
        "--member=serviceAccount:${account[$name]}" "--role=${line%%|*}" --all
    done <<<"${policies["project $PROJECT_ID"]}"
  done
}
