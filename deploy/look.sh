# shellcheck shell=bash disable=SC2034,SC2154,SC2153 # shared with the other parts
# What looks at a deployment, and what takes it down.

doctor() {
  all_of_it
  dead_letters
  diagnosis
}

diagnosis() {
  if ((problems > 0)); then
    printf '\n%s. ./deploy.sh up ends what has a gcloud command beside it.\n' \
      "$problems problem$( ((problems == 1)) || echo s)"
    exit 1
  fi
  printf 'All is as it should be: %s functions are ACTIVE, and nothing waits in %s.\n' \
    "${#functions[@]}" "$DEAD_LETTER"
}

# What waits is only looked at, and comes back within a minute.
dead_letters() {
  local waiting
  local -a ids=()
  step "$DEAD_LETTER"
  [[ -z ${absent["subscription $DEAD_LETTER"]:-} ]] || return 0
  look waiting '' pubsub subscriptions pull "$DEAD_LETTER" --limit=100 \
    '--format=value(message.messageId)'
  [[ -z $waiting ]] || mapfile -t ids <<<"$waiting"
  ((${#ids[@]} == 0)) ||
    report "${#ids[@]} messages wait$( ((${#ids[@]} < 100)) || echo ', or more')" \
      "PROJECT_ID=$PROJECT_ID ./ai-demo dead-letters list"
}

status() {
  local existing triggers name row found
  look existing '' functions list --v2 "--regions=$REGION" \
    '--format=value[separator="|"](name.basename(),state,updateTime.date("%Y-%m-%d %H:%M"),eventTrigger.trigger.basename())'
  look triggers '' eventarc triggers list "--location=$REGION" \
    '--format=value[separator="|"](name.basename(),transport.pubsub.subscription.basename())'
  printf '%-21s %-10s %-17s %s\n' function state deployed "topic and subscription"
  for name in "${functions[@]}"; do
    row=$(row_of "$existing" "$name")
    IFS='|' read -r -a found <<<"$row"
    printf '%-21s %-10s %-17s %s\n' "$name" "${found[0]:-absent}" "${found[1]:-}" \
      "${trigger[$name]} $(row_of "$triggers" "${found[2]:-}")"
  done
}

# What up made is known by its label or its name. What holds data is kept unless told otherwise.
down() {
  local -a lines=()
  collect
  if ((${#lines[@]} == 0)); then
    echo "There is nothing that up made."
    return
  fi
  printf '   %s\n' "${lines[@]}"
  sure
  local line
  local -a command
  for line in "${lines[@]}"; do
    # Each is made of words of our own, and of names that words has quoted.
    eval "command=(${line#gcloud })"
    printf '== %s\n' "${line#gcloud }"
    gcloud "${command[@]}" >/dev/null || failed "${command[@]}"
  done
  [[ $delete_data == true ]] ||
    echo "Kept: buckets $BUCKET and $DEPLOY_BUCKET, secret $PASSWORD_SECRET, topic and subscription $DEAD_LETTER, Redis and Cloud SQL."
}

sure() {
  local answer=
  [[ $asks == true ]] || return 0
  read -r -p "Delete all this? The project's id means yes: " answer || true
  [[ $answer == "$PROJECT_ID" ]] || die "nothing was deleted"
}

# collect: sets lines.
collect() {
  current_step="what there is" advice="Its message is above."
  collect_functions
  collect_grants
  collect_messages
  collect_accounts
  [[ $delete_data == false ]] || collect_data
  collect_unlabelled
}

delete() {
  lines+=("$(words "$@" "--project=$PROJECT_ID")")
}

collect_functions() {
  local existing name
  look existing '' functions list --v2 "--regions=$REGION" "--filter=labels.$LABEL" \
    '--format=value(name.basename())'
  for name in "${functions[@]}"; do
    ! has "$existing" "$name" || delete functions delete "$name" --gen2 "--region=$REGION"
  done
}

collect_grants() {
  local line
  read_policy project "$PROJECT_ID"
  while IFS= read -r line; do
    [[ $line != *"|serviceAccount:${account[build]}" ]] ||
      delete projects remove-iam-policy-binding "$PROJECT_ID" "--member=${line#*|}" \
        "--role=${line%%|*}" --condition=None
  done <<<"${policies["project $PROJECT_ID"]}"
}

collect_messages() {
  local existing name
  if [[ $delete_data == true ]]; then
    look existing '' pubsub subscriptions list "--filter=labels.$LABEL" \
      '--format=value(name.basename())'
    ! has "$existing" "$DEAD_LETTER" || delete pubsub subscriptions delete "$DEAD_LETTER"
  fi
  look existing '' pubsub topics list "--filter=labels.$LABEL" '--format=value(name.basename())'
  for name in $(all_topics); do
    [[ $name != "$DEAD_LETTER" || $delete_data == true ]] || continue
    ! has "$existing" "$name" || delete pubsub topics delete "$name"
  done
}

collect_accounts() {
  local existing name
  look existing '' iam service-accounts list '--format=value(email)'
  for name in build "${functions[@]}"; do
    ! has "$existing" "${account[$name]}" || delete iam service-accounts delete "${account[$name]}"
  done
}

# What has no label of its own is noted on the bucket.
collect_unlabelled() {
  local existing made
  look existing '' storage buckets list \
    '--format=value[separator="|"](name,labels.bucket,labels.connector,labels.database)'
  made=$(row_of "$existing" "$DEPLOY_BUCKET")
  if [[ $made =~ ^[a-z]*\|made ]]; then
    look_for compute networks vpc-access connectors "$VPC_CONNECTOR" "--region=$REGION"
  fi
  if [[ $delete_data == true ]]; then
    [[ $made != *"|made" ]] || look_for sql instances "$DB_INSTANCE"
    [[ $made != "made|"* || $'\n'$existing != *$'\n'"$BUCKET|"* ]] ||
      delete storage rm --recursive "gs://$BUCKET"
  fi
  # The notes go last, and only with all that they are about.
  [[ $delete_data == false || $'\n'$existing != *$'\n'"$DEPLOY_BUCKET|"* ]] ||
    delete storage rm --recursive "gs://$DEPLOY_BUCKET"
}

# look_for GROUP… NAME [--region=REGION]: deletes it if it is there.
look_for() {
  local existing
  local -a group=("$@") region=()
  if [[ ${group[-1]} == --* ]]; then
    region=("${group[-1]}")
    unset 'group[-1]'
  fi
  local name=${group[-1]}
  unset 'group[-1]'
  look existing '' "${group[@]}" list "${region[@]}" '--format=value(name.basename())'
  ! has "$existing" "$name" || delete "${group[@]}" delete "$name" "${region[@]}"
}

collect_data() {
  local existing
  look existing '' secrets list "--filter=labels.$LABEL" '--format=value(name.basename())'
  ! has "$existing" "$PASSWORD_SECRET" || delete secrets delete "$PASSWORD_SECRET"
  [[ -n $REDIS_INSTANCE ]] || return 0
  look existing '' redis instances list "--region=$REGION" "--filter=labels.$LABEL" \
    '--format=value(name.basename())'
  ! has "$existing" "$REDIS_INSTANCE" ||
    delete redis instances delete "$REDIS_INSTANCE" "--region=$REGION"
}
