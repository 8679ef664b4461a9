# shellcheck shell=bash disable=SC2034,SC2154 # shared with the other parts
# Creates what the functions need besides Redis and PostgreSQL, unless it exists.

readonly APIS="artifactregistry cloudbuild cloudfunctions compute eventarc iam logging monitoring pubsub redis run
secretmanager servicenetworking sqladmin storage vpcaccess"

pubsub_agent=

project() {
  local project_number
  step "project $PROJECT_ID" "Is PROJECT_ID right, and is gcloud logged in (gcloud auth login)?"
  query project_number PROJECT_NUMBER projects describe "$PROJECT_ID" '--format=value(projectNumber)'
  pubsub_agent=service-$project_number@gcp-sa-pubsub.iam.gserviceaccount.com
}

services() {
  local enabled name
  local -a absent=()
  step "APIs" "A billing account must be linked to the project."
  query enabled '' services list --enabled '--format=value(config.name)'
  for name in $APIS; do
    has "$enabled" "$name.googleapis.com" || absent+=("$name.googleapis.com")
  done
  ((${#absent[@]} > 0)) || return 0
  change "not enabled: ${absent[*]%.googleapis.com}" services enable "${absent[@]}"
  # Without them, every further query fails.
  [[ $mode != doctor ]] || diagnosis
}

event_topics() {
  local name
  for name in "${functions[@]}"; do
    is_http "$name" || printf '%s\n' "${trigger[$name]}"
  done | sort -u
}

all_topics() {
  event_topics
  printf '%s\n' "$DEAD_LETTER"
}

topics() {
  local existing name settings
  step "topics"
  query existing '' pubsub topics list '--format=value(name.basename())'
  for name in $(all_topics); do
    if ! has "$existing" "$name"; then
      is_absent topic "$name"
      change "there is no topic $name" pubsub topics create "$name" "--labels=$LABEL"
    fi
  done
  step "dead letters"
  query existing '' pubsub subscriptions list \
    '--format=value[separator="|"](name.basename(),messageRetentionDuration,expirationPolicy.ttl)'
  settings=("--message-retention-duration=$DEAD_LETTER_RETENTION" --expiration-period=never)
  if [[ $'\n'$existing != *$'\n'"$DEAD_LETTER|"* ]]; then
    is_absent subscription "$DEAD_LETTER"
    change "there is no subscription $DEAD_LETTER" \
      pubsub subscriptions create "$DEAD_LETTER" "--topic=$DEAD_LETTER" --ack-deadline=60 \
      "${settings[@]}" "--labels=$LABEL"
  elif ! has "$existing" "$DEAD_LETTER|$(seconds "$DEAD_LETTER_RETENTION")s|"; then
    change "subscription $DEAD_LETTER does not keep messages for $DEAD_LETTER_RETENTION, or expires" \
      pubsub subscriptions update "$DEAD_LETTER" "${settings[@]}"
  fi
}

# seconds DURATION: prints 7d, 12h, 90m or 30s as a number of seconds.
seconds() {
  local -A unit=([s]=1 [m]=60 [h]=3600 [d]=86400)
  printf '%s' "$((${1%?} * ${unit[${1: -1}]}))"
}

# Creates the bucket of the models and one for the deployment: it holds the statements for the tables,
# and its labels note what up makes that cannot have a label of its own.
buckets() {
  local existing name
  step "buckets"
  query existing '' storage buckets list '--format=value(name)'
  for name in "$DEPLOY_BUCKET" "$BUCKET"; do
    has "$existing" "$name" && continue
    is_absent bucket "$name"
    [[ $name != "$BUCKET" ]] || intend bucket
    change "there is no bucket $name" storage buckets create "gs://$name" "--location=$REGION" \
      --uniform-bucket-level-access --public-access-prevention
  done
}

# intend WHAT: notes that up makes it, before it does.
intend() {
  [[ $mode == doctor ]] || change "it is not noted that up makes the $1" \
    storage buckets update "gs://$DEPLOY_BUCKET" "--update-labels=$1=made"
}

accounts() {
  local existing name
  step "service accounts"
  query existing '' iam service-accounts list '--format=value(email)'
  for name in build "${functions[@]}"; do
    has "$existing" "${account[$name]}" ||
      change "there is no account ai-demo-$name" iam service-accounts create "ai-demo-$name" \
        "--display-name=AI Demo: $name"
  done
}

network() {
  local existing
  [[ -z $SUBNET ]] || return 0
  step "connector to network $NETWORK" "VPC_CONNECTOR_RANGE must be free in network $NETWORK."
  query existing '' compute networks vpc-access connectors list "--region=$REGION" \
    '--format=value(name.basename())'
  has "$existing" "$VPC_CONNECTOR" && return
  intend connector
  change "there is no connector $VPC_CONNECTOR" compute networks vpc-access connectors create "$VPC_CONNECTOR" \
    "--region=$REGION" "--network=$NETWORK" "--range=$VPC_CONNECTOR_RANGE" \
    --min-instances=2 --max-instances=3 --machine-type=e2-micro
}
