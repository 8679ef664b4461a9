# shellcheck shell=bash disable=SC2034,SC2154,SC2153 # shared with the other parts
# Reports what differs from a complete deployment, and lists the functions.

doctor() {
  all_steps
  dead_letters
  diagnosis
}

diagnosis() {
  if ((problems > 0)); then
    printf '\n%s. ./deploy.sh up fixes every problem listed with a gcloud command.\n' \
      "$problems problem$( ((problems == 1)) || echo s)"
    exit 1
  fi
  printf 'No problems: %s functions are ACTIVE, and no message waits in %s.\n' \
    "${#functions[@]}" "$DEAD_LETTER"
}

# Pulls without acknowledging, so that the messages are delivered again within a minute.
dead_letters() {
  local waiting
  local -a ids=()
  step "$DEAD_LETTER"
  [[ -z ${absent["subscription $DEAD_LETTER"]:-} ]] || return 0
  query waiting '' pubsub subscriptions pull "$DEAD_LETTER" --limit=100 \
    '--format=value(message.messageId)'
  [[ -z $waiting ]] || mapfile -t ids <<<"$waiting"
  ((${#ids[@]} == 0)) ||
    report "${#ids[@]} messages wait$( ((${#ids[@]} < 100)) || echo ', or more')" \
      "PROJECT_ID=$PROJECT_ID ./ai-demo dead-letters list"
}

status() {
  local existing triggers name row reached found
  query existing '' functions list --v2 "--regions=$REGION" \
    '--format=value[separator="|"](name.basename(),state,updateTime.date("%Y-%m-%d %H:%M"),eventTrigger.trigger.basename(),serviceConfig.uri)'
  query triggers '' eventarc triggers list "--location=$REGION" \
    '--format=value[separator="|"](name.basename(),transport.pubsub.subscription.basename())'
  printf '%-21s %-10s %-17s %s\n' function state deployed "topic and subscription, or address"
  for name in "${functions[@]}"; do
    row=$(row_of "$existing" "$name")
    IFS='|' read -r -a found <<<"$row"
    reached=${found[3]:-}
    is_http "$name" || reached="${trigger[$name]} $(row_of "$triggers" "${found[2]:-}")"
    printf '%-21s %-10s %-17s %s\n' "$name" "${found[0]:-absent}" "${found[1]:-}" "$reached"
  done
}
