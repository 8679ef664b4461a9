# shellcheck shell=bash disable=SC2034,SC2154,SC2153 # shared with the other parts
# Deletes what up made.

# Deletes what has the label or the name that up gives, after a question. What holds data is kept
# unless --delete-data is given.
down() {
  local -a lines=()
  collect
  if ((${#lines[@]} == 0)); then
    echo "There is nothing to delete: up made nothing in this project."
    return
  fi
  printf '   %s\n' "${lines[@]}"
  confirm
  local line
  local -a command
  for line in "${lines[@]}"; do
    # Each line is made by quoted, so that eval is safe.
    eval "command=(${line#gcloud })"
    printf '== %s\n' "${line#gcloud }"
    gcloud "${command[@]}" >/dev/null || failed "${command[@]}"
  done
  [[ $delete_data == true ]] ||
    echo "Kept: buckets $BUCKET and $DEPLOY_BUCKET, secrets, topic and subscription $DEAD_LETTER, Redis and Cloud SQL."
}

confirm() {
  local answer=
  [[ $confirms == true ]] || return 0
  read -r -p "To delete all of these, type the project's id: " answer || true
  [[ $answer == "$PROJECT_ID" ]] || die "nothing was deleted"
}

# collect: sets lines, the commands to run.
collect() {
  current_step="list of what to delete" advice="See the message above."
  collect_functions
  collect_grants
  collect_messages
  collect_accounts
  [[ $delete_data == false ]] || collect_data
  collect_unlabelled
}

# add_command COMMAND…: adds a command to lines.
add_command() {
  lines+=("$(quoted "$@" "--project=$PROJECT_ID")")
}

collect_functions() {
  local existing name
  query existing '' functions list --v2 "--regions=$REGION" "--filter=labels.$LABEL" \
    '--format=value(name.basename())'
  for name in "${functions[@]}"; do
    ! has "$existing" "$name" || add_command functions delete "$name" --gen2 "--region=$REGION"
  done
}

collect_grants() {
  local line
  read_policy project "$PROJECT_ID"
  while IFS= read -r line; do
    [[ $line != *"|serviceAccount:${account[build]}" &&
      $line != "roles/monitoring.viewer|serviceAccount:${account[console]}" ]] ||
      add_command projects remove-iam-policy-binding "$PROJECT_ID" "--member=${line#*|}" \
        "--role=${line%%|*}" --condition=None
  done <<<"${policies["project $PROJECT_ID"]}"
}

collect_messages() {
  local existing name
  if [[ $delete_data == true ]]; then
    query existing '' pubsub subscriptions list "--filter=labels.$LABEL" \
      '--format=value(name.basename())'
    ! has "$existing" "$DEAD_LETTER" || add_command pubsub subscriptions delete "$DEAD_LETTER"
  fi
  query existing '' pubsub topics list "--filter=labels.$LABEL" '--format=value(name.basename())'
  for name in $(all_topics); do
    [[ $name != "$DEAD_LETTER" || $delete_data == true ]] || continue
    ! has "$existing" "$name" || add_command pubsub topics delete "$name"
  done
}

collect_accounts() {
  local existing name
  query existing '' iam service-accounts list '--format=value(email)'
  for name in build "${functions[@]}"; do
    ! has "$existing" "${account[$name]}" || add_command iam service-accounts delete "${account[$name]}"
  done
}

# Labels of the bucket for the deployment note what has no label of its own.
collect_unlabelled() {
  local existing made
  query existing '' storage buckets list \
    '--format=value[separator="|"](name,labels.bucket,labels.connector,labels.database)'
  made=$(row_of "$existing" "$DEPLOY_BUCKET")
  if [[ $made =~ ^[a-z]*\|made ]]; then
    add_command_if_present compute networks vpc-access connectors "$VPC_CONNECTOR" "--region=$REGION"
  fi
  if [[ $delete_data == true ]]; then
    [[ $made != *"|made" ]] || add_command_if_present sql instances "$DB_INSTANCE"
    [[ $made != "made|"* || $'\n'$existing != *$'\n'"$BUCKET|"* ]] ||
      add_command storage rm --recursive "gs://$BUCKET"
  fi
  # The notes are deleted last, and only together with everything that they are about.
  [[ $delete_data == false || $'\n'$existing != *$'\n'"$DEPLOY_BUCKET|"* ]] ||
    add_command storage rm --recursive "gs://$DEPLOY_BUCKET"
}

# add_command_if_present GROUP… NAME [--region=REGION]
add_command_if_present() {
  local existing
  local -a group=("$@") region=()
  if [[ ${group[-1]} == --* ]]; then
    region=("${group[-1]}")
    unset 'group[-1]'
  fi
  local name=${group[-1]}
  unset 'group[-1]'
  query existing '' "${group[@]}" list "${region[@]}" '--format=value(name.basename())'
  ! has "$existing" "$name" || add_command "${group[@]}" delete "$name" "${region[@]}"
}

collect_data() {
  local existing name
  query existing '' secrets list "--filter=labels.$LABEL" '--format=value(name.basename())'
  for name in "$PASSWORD_SECRET" "$READER_SECRET" api-keys operator-keys; do
    ! has "$existing" "$name" || add_command secrets delete "$name"
  done
  [[ -n $REDIS_INSTANCE ]] || return 0
  query existing '' redis instances list "--region=$REGION" "--filter=labels.$LABEL" \
    '--format=value(name.basename())'
  ! has "$existing" "$REDIS_INSTANCE" ||
    add_command redis instances delete "$REDIS_INSTANCE" "--region=$REGION"
}
