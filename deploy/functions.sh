# shellcheck shell=bash disable=SC2034,SC2154 # shared with the other parts
# The eight functions, and the subscription that the platform makes for each.

readonly POLICY='ackDeadlineSeconds,retryPolicy.minimumBackoff,retryPolicy.maximumBackoff,deadLetterPolicy.deadLetterTopic.basename(),deadLetterPolicy.maxDeliveryAttempts,messageRetentionDuration,expirationPolicy.ttl'
# A function may run for 540 s at most, which is below 600. With these delays, 100 attempts take
# some 15 hours: less than MAX_EVENT_AGE_SECONDS, and than the platform keeps a message.
readonly WANTED_POLICY="600|10s|600s|$DEAD_LETTER|100|604800s|"

# secrets_of FUNCTION: VARIABLE=SECRET or PATH=SECRET.
secrets_of() {
  if [[ -n ${uses_database[$1]} ]]; then
    printf '%s\n' "DBPASS=$PASSWORD_SECRET"
    [[ -z $DBSSLROOTCERT ]] || printf '%s\n' "$DBSSLROOTCERT=$DBSSLROOTCERT_SECRET"
  fi
  if [[ -n ${uses_redis[$1]} ]]; then
    [[ -z $REDISAUTH_SECRET ]] || printf '%s\n' "REDISAUTH=$REDISAUTH_SECRET"
    [[ -z $REDISROOTCERT ]] || printf '%s\n' "$REDISROOTCERT=$REDISROOTCERT_SECRET"
  fi
}

# uses FUNCTION VARIABLE: a function is told what it uses, and nothing else.
uses() {
  case $2 in
  PROJECT_ID | JAVA_TOOL_OPTIONS | MAX_EVENT_AGE_SECONDS) ;;
  REDIS*) [[ -n ${uses_redis[$1]} ]] ;;
  DB*) [[ -n ${uses_database[$1]} ]] ;;
  BUCKET) [[ -n ${uses_bucket[$1]} ]] ;;
  *) [[ " ${options[$1]} " == *" $2 "* ]] ;;
  esac
}

# variables_of FUNCTION: sets variables, in the order in which they are read back.
variables_of() {
  local name
  local REDISHOST=$redis_host DBHOST=$database_host
  variables=
  for name in BUCKET DBHOST DBNAME DBPOOLER DBPORT DBSSLMODE DBSSLROOTCERT DBUSER \
    JAVA_TOOL_OPTIONS MAX_EVENT_AGE_SECONDS MODEL_REFRESH_SECONDS PROJECT_ID REDISHOST REDISPORT \
    REDISROOTCERT REDISTLS TRAINING_INTERVAL_SECONDS; do
    [[ -z ${!name} ]] || ! uses "$1" "$name" || variables+=${variables:+|}$name=${!name}
  done
}

# deploy_words FUNCTION: sets command.
deploy_words() {
  local name=$1 variables secret secrets=
  variables_of "$name"
  command=(functions deploy "$name" --gen2 "--region=$REGION" "--runtime=$RUNTIME"
    "--source=$name/target/deployable" "--entry-point=${entry_point[$name]}"
    "--trigger-topic=${trigger[$name]}" --retry
    "--memory=${memory[$name]}" "--timeout=${timeout[$name]}s" --concurrency=1
    --min-instances=0 "--max-instances=${max_instances[$name]}"
    "--service-account=${account[$name]}" "--trigger-service-account=${account[$name]}"
    "--build-service-account=projects/$PROJECT_ID/serviceAccounts/${account[build]}"
    --ingress-settings=internal-only --no-allow-unauthenticated)
  if [[ -n $SUBNET ]]; then
    command+=("--network=$NETWORK" "--subnet=$SUBNET" --direct-vpc-egress=private-ranges-only)
  else
    command+=("--vpc-connector=$VPC_CONNECTOR" --egress-settings=private-ranges-only)
  fi
  command+=("--set-env-vars=^|^$variables")
  for secret in $(secrets_of "$name"); do
    secrets+=${secrets:+,}$secret:${newest_version[${secret#*=}]}
  done
  if [[ -n $secrets ]]; then
    command+=("--set-secrets=$secrets")
  else
    command+=(--clear-secrets)
  fi
}

# fingerprint FUNCTION: of the command and of what it uploads.
fingerprint() {
  local all
  all=$({
    printf '%s\n' "${command[@]}"
    [[ $mode == plan ]] || checksums "$1/target/deployable"
  } | sha256sum)
  printf '%s' "${all:0:16}"
}

checksums() {
  (cd "$1" && find . -type f -exec sha256sum {} + | sort)
}

# What is read back of a function, and what it should be.
readonly -a FIELDS=(fingerprint runtime "entry point" memory timeout "max instances" account connector
  egress ingress topic retry variables secrets)
readonly READ_BACK='labels.fingerprint,buildConfig.runtime,buildConfig.entryPoint,serviceConfig.availableMemory,serviceConfig.timeoutSeconds,serviceConfig.maxInstanceCount,serviceConfig.serviceAccountEmail,serviceConfig.vpcConnector.basename(),serviceConfig.vpcConnectorEgressSettings,serviceConfig.ingressSettings,eventTrigger.pubsubTopic.basename(),eventTrigger.retryPolicy,serviceConfig.environmentVariables,serviceConfig.secretEnvironmentVariables.map().format("{0}={1}:{2}",key,secret,version).list()'

# wanted_fields FUNCTION FINGERPRINT: one a line, as they are read back.
wanted_fields() {
  local name=$1 connector='' egress='' variables secret secrets=
  [[ -n $SUBNET ]] || connector=$VPC_CONNECTOR egress=PRIVATE_RANGES_ONLY
  variables_of "$name"
  for secret in $(secrets_of "$name"); do
    [[ $secret == /* ]] || secrets+=${secrets:+,}$secret:${newest_version[${secret#*=}]}
  done
  printf '%s\n' "$2" "$RUNTIME" "${entry_point[$name]}" "${memory[$name]%B}" "${timeout[$name]}" \
    "${max_instances[$name]}" "${account[$name]}" "$connector" "$egress" ALLOW_INTERNAL_ONLY \
    "${trigger[$name]}" RETRY_POLICY_RETRY "${variables//|/;}" "$secrets"
}

# differences FUNCTION FINGERPRINT FOUND: what of a function is not as it should be.
differences() {
  local -a wanted found
  local field text=
  mapfile -t wanted < <(wanted_fields "$1" "$2")
  IFS='|' read -r -a found <<<"${3/;LOG_EXECUTION_ID=true/}"
  for field in "${!FIELDS[@]}"; do
    [[ ${found[$field]:-} == "${wanted[$field]}" ]] && continue
    case ${FIELDS[$field]} in
    # Any other difference changes it too: it says no more than that.
    fingerprint) continue ;;
    *) text+="${text:+; }${FIELDS[$field]} is \"${found[$field]:-}\", not \"${wanted[$field]}\"" ;;
    esac
  done
  [[ -n $text || ${found[0]:-} == "$2" ]] || text="was deployed from other files or settings"
  printf '%s' "$text"
}

functions() {
  local existing triggers subscriptions name
  step "functions"
  check_deployables
  look existing '' functions list --v2 "--regions=$REGION" \
    "--format=value[separator=\"|\"](name.basename(),state,eventTrigger.trigger.basename(),$READ_BACK)"
  look_for_subscriptions
  for name in "${functions[@]}"; do
    one_function "$name" "$(row_of "$existing" "$name")"
  done
}

look_for_subscriptions() {
  look triggers '' eventarc triggers list "--location=$REGION" \
    '--format=value[separator="|"](name.basename(),transport.pubsub.subscription.basename())'
  look subscriptions '' pubsub subscriptions list \
    "--format=value[separator=\"|\"](name.basename(),$POLICY)"
}

# Of the functions that something else deploys.
subscriptions() {
  local existing triggers subscriptions name
  step "subscriptions"
  look existing '' functions list --v2 "--regions=$REGION" \
    '--format=value[separator="|"](name.basename(),eventTrigger.trigger.basename())'
  look_for_subscriptions
  for name in "${functions[@]}"; do
    subscription=$(row_of "$triggers" "$(row_of "$existing" "$name")")
    policy=$(row_of "$subscriptions" "$subscription")
    check_subscription "$name"
  done
}

check_deployables() {
  local name
  for name in "${functions[@]}"; do
    [[ $mode == plan || -f $name/target/deployable/$name.jar ]] ||
      die "there is no $name/target/deployable/$name.jar: build with mvn -DskipTests package"
  done
}

# one_function NAME STATE|TRIGGER|FIELD|…
one_function() {
  local name=$1 state event_trigger found problem wanted deployed=false
  local -a command
  IFS='|' read -r state event_trigger found <<<"$2"
  step "function $name" "A new project's Eventarc and build agents need some minutes. For a build: \
gcloud builds list --region=$REGION --project=$PROJECT_ID"
  deploy_words "$name"
  wanted=$(fingerprint "$name")
  if [[ -z $state ]]; then
    problem="is not deployed"
    is_absent service "$name"
  else
    problem=$(differences "$name" "$wanted" "$found")
    # Doctor has missed a secret already: of what follows from it there is no end.
    ! lacks_secret "$name" || problem=
    [[ $state == ACTIVE ]] || problem="is $state, not ACTIVE${problem:+; $problem}"
  fi
  if [[ -n $problem ]]; then
    change "$problem" "${command[@]}" "--update-labels=$LABEL,fingerprint=$wanted"
    # Of one that is not there, there is nothing else to tell.
    [[ $mode != doctor || -n $state ]] || return 0
    [[ $mode == doctor ]] || deployed=true
  fi
  grant service "$name" roles/run.invoker "${account[$name]}"
  if [[ $deployed == true ]]; then
    ask_for_subscription "$name"
  else
    subscription=$(row_of "$triggers" "$event_trigger")
    policy=$(row_of "$subscriptions" "$subscription")
  fi
  check_subscription "$name"
}

lacks_secret() {
  local secret
  for secret in $(secrets_of "$1"); do
    [[ -n ${newest_version[${secret#*=}]} ]] || return 0
  done
  return 1
}

# Deploying may have reset the subscription, or made another: what was read before does not count.
ask_for_subscription() {
  local event_trigger
  look event_trigger "TRIGGER_OF_$1" functions describe "$1" --gen2 "--region=$REGION" \
    '--format=value(eventTrigger.trigger.basename())'
  look subscription "SUBSCRIPTION_OF_$1" eventarc triggers describe "$event_trigger" \
    "--location=$REGION" '--format=value(transport.pubsub.subscription.basename())'
  look policy '' pubsub subscriptions describe "$subscription" \
    "--format=value[separator=\"|\"]($POLICY)"
}

subscription=
policy=

check_subscription() {
  if [[ -z $policy && $mode != plan ]]; then
    lost_subscription "$1"
    return
  fi
  grant subscription "$subscription" roles/pubsub.subscriber "$pubsub_agent"
  [[ $policy == "$WANTED_POLICY" ]] ||
    change "its subscription has: $(policy_text "$policy")" \
      pubsub subscriptions update "$subscription" --ack-deadline=600 \
      --min-retry-delay=10s --max-retry-delay=600s \
      "--dead-letter-topic=$DEAD_LETTER" --max-delivery-attempts=100 \
      --message-retention-duration=7d --expiration-period=never
}

# policy_text POLICY: in words.
policy_text() {
  local -a part
  IFS='|' read -r -a part <<<"$1|||||||"
  printf 'ack deadline %s s, retry from %s to %s, dead letters to %s after %s attempts, keeps %s' \
    "${part[0]:-?}" "${part[1]:-?}" "${part[2]:-?}" "${part[3]:-nowhere}" "${part[4]:-no}" "${part[5]:-?}"
  [[ -z ${part[6]} ]] || printf ', expires after %s' "${part[6]}"
}

# Deploying again does not bring it back, as far as is known.
lost_subscription() {
  local fix
  fix=$(words functions delete "$1" --gen2 "--region=$REGION" "--project=$PROJECT_ID")
  if [[ $mode == doctor ]]; then
    report "its trigger or subscription is gone" "$fix && ./deploy.sh up"
  else
    die "the trigger or subscription of function $1 is gone: $fix, and then ./deploy.sh up"
  fi
}
