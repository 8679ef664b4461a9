# shellcheck shell=bash disable=SC2034,SC2154 # shared with the other parts
# Deploys the functions, and sets the policy of the subscription that the platform makes for each that
# a topic triggers.

readonly POLICY='ackDeadlineSeconds,retryPolicy.minimumBackoff,retryPolicy.maximumBackoff,deadLetterPolicy.deadLetterTopic.basename(),deadLetterPolicy.maxDeliveryAttempts,messageRetentionDuration,expirationPolicy.ttl'
# The ack deadline of 600 s is longer than any function may run. With these delays, 100 attempts take
# some 15 hours: less than MAX_EVENT_AGE_SECONDS, and less than the platform keeps a message.
readonly WANTED_POLICY="600|10s|600s|$DEAD_LETTER|100|604800s|"

# A page makes several calls at once, so an instance of HTTP handles several. Cloud Run wants a whole
# processor for that, which also makes the first answer come soon.
readonly HTTP_CPU=1
readonly HTTP_CONCURRENCY=16
readonly HTTP_CONNECTIONS=2

# secrets_of FUNCTION: prints lines of VARIABLE=SECRET or PATH=SECRET.
secrets_of() {
  if [[ -n ${uses_database[$1]} ]]; then
    printf '%s\n' "DBPASS=$(password_secret_of "$1")"
    [[ -z $DBSSLROOTCERT ]] || printf '%s\n' "$DBSSLROOTCERT=$DBSSLROOTCERT_SECRET"
  fi
  if [[ -n ${uses_redis[$1]} ]]; then
    [[ -z $REDISAUTH_SECRET ]] || printf '%s\n' "REDISAUTH=$REDISAUTH_SECRET"
    [[ -z $REDISROOTCERT ]] || printf '%s\n' "$REDISROOTCERT=$REDISROOTCERT_SECRET"
  fi
  [[ ${access[$1]} != key ]] || printf '%s\n' "${keys[$1]}=$(key_secret "${keys[$1]}")"
}

password_secret_of() {
  if [[ ${uses_database[$1]} == write ]]; then
    printf '%s' "$PASSWORD_SECRET"
  else
    printf '%s' "$READER_SECRET"
  fi
}

# key_secret VARIABLE: prints the name of the secret with the keys: api-keys of API_KEYS.
key_secret() {
  local name=${1,,}
  printf '%s' "${name//_/-}"
}

# uses FUNCTION VARIABLE: tells whether the function gets the variable; it gets no other.
uses() {
  case $2 in
  PROJECT_ID | JAVA_TOOL_OPTIONS) ;;
  MAX_EVENT_AGE_SECONDS) ! is_http "$1" ;;
  ACCESS) is_http "$1" ;;
  DBCONNECTIONS) is_http "$1" && [[ -n ${uses_database[$1]} ]] ;;
  REDIS*) [[ -n ${uses_redis[$1]} ]] ;;
  DB*) [[ -n ${uses_database[$1]} ]] ;;
  BUCKET) [[ -n ${uses_bucket[$1]} ]] ;;
  *) [[ " ${options[$1]} " == *" $2 "* ]] ;;
  esac
}

# variables_of FUNCTION: sets variables, sorted as they are read back.
variables_of() {
  local name
  local REDISHOST=$redis_host DBHOST=$database_host JAVA_TOOL_OPTIONS=${java_options[$1]}
  local ACCESS=${access[$1]} DBCONNECTIONS=$HTTP_CONNECTIONS DBUSER=$DBUSER
  [[ ${uses_database[$1]} != read ]] || DBUSER=$DBREADER
  variables=
  for name in ACCESS ALLOWED_ORIGINS BUCKET DBCONNECTIONS DBHOST DBNAME DBPOOLER DBPORT DBSSLMODE \
    DBSSLROOTCERT DBUSER JAVA_TOOL_OPTIONS MAX_EVENT_AGE_SECONDS MAX_REQUESTS_PER_SECOND \
    MODEL_REFRESH_SECONDS PROJECT_ID PROMOTION_MARGIN_POINTS REDISHOST REDISPORT \
    REDISROOTCERT REDISTLS TRAINING_INTERVAL_SECONDS; do
    [[ -z ${!name} ]] || ! uses "$1" "$name" || variables+=${variables:+|}$name=${!name}
  done
}

# deploy_command FUNCTION: sets command.
deploy_command() {
  local name=$1 variables secret secrets=
  variables_of "$name"
  command=(functions deploy "$name" --gen2 "--region=$REGION" "--runtime=$RUNTIME"
    "--source=$name/target/deployable" "--entry-point=${entry_point[$name]}"
    "--memory=${memory[$name]}" "--timeout=${timeout[$name]}s"
    --min-instances=0 "--max-instances=${max_instances[$name]}"
    "--service-account=${account[$name]}"
    "--build-service-account=projects/$PROJECT_ID/serviceAccounts/${account[build]}")
  if is_http "$name"; then
    command+=(--trigger-http "--cpu=$HTTP_CPU" "--concurrency=$HTTP_CONCURRENCY" --ingress-settings=all)
  else
    command+=("--trigger-topic=${trigger[$name]}" --retry
      "--trigger-service-account=${account[$name]}" --concurrency=1 --ingress-settings=internal-only)
  fi
  if is_open "$name"; then
    command+=(--allow-unauthenticated)
  else
    command+=(--no-allow-unauthenticated)
  fi
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

# is_open FUNCTION: tells whether anyone may reach it, and it checks the callers itself.
is_open() {
  [[ ${access[$1]} == key || ${access[$1]} == public ]]
}

# fingerprint FUNCTION: prints a hash of the command and of the files that it uploads.
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

# What is read back of a function, as names for messages and as gcloud's format.
readonly -a FIELDS=(fingerprint runtime "entry point" memory timeout "max instances" account connector
  egress ingress topic retry variables secrets)
readonly READ_BACK='labels.fingerprint,buildConfig.runtime,buildConfig.entryPoint,serviceConfig.availableMemory,serviceConfig.timeoutSeconds,serviceConfig.maxInstanceCount,serviceConfig.serviceAccountEmail,serviceConfig.vpcConnector.basename(),serviceConfig.vpcConnectorEgressSettings,serviceConfig.ingressSettings,eventTrigger.pubsubTopic.basename(),eventTrigger.retryPolicy,serviceConfig.environmentVariables,serviceConfig.secretEnvironmentVariables.map().format("{0}={1}:{2}",key,secret,version).list()'

# wanted_fields FUNCTION FINGERPRINT: prints one field a line, as they should be read back.
wanted_fields() {
  local name=$1 connector='' egress='' ingress=ALLOW_INTERNAL_ONLY topic=${trigger[$1]}
  local retry=RETRY_POLICY_RETRY variables secret secrets=
  ! is_http "$name" || ingress=ALLOW_ALL topic='' retry=
  [[ -n $SUBNET ]] || connector=$VPC_CONNECTOR egress=PRIVATE_RANGES_ONLY
  variables_of "$name"
  for secret in $(secrets_of "$name"); do
    [[ $secret == /* ]] || secrets+=${secrets:+,}$secret:${newest_version[${secret#*=}]}
  done
  printf '%s\n' "$2" "$RUNTIME" "${entry_point[$name]}" "${memory[$name]%B}" "${timeout[$name]}" \
    "${max_instances[$name]}" "${account[$name]}" "$connector" "$egress" "$ingress" \
    "$topic" "$retry" "${variables//|/;}" "$secrets"
}

# differences FUNCTION FINGERPRINT FOUND: prints which fields are not as they should be.
differences() {
  local -a wanted found
  local field found_differences=
  mapfile -t wanted < <(wanted_fields "$1" "$2")
  IFS='|' read -r -a found <<<"${3/;LOG_EXECUTION_ID=true/}"
  for field in "${!FIELDS[@]}"; do
    [[ ${found[$field]:-} == "${wanted[$field]}" ]] && continue
    case ${FIELDS[$field]} in
    # Each other difference changes it too.
    fingerprint) continue ;;
    *) found_differences+="${found_differences:+; }${FIELDS[$field]} is \"${found[$field]:-}\", not \"${wanted[$field]}\"" ;;
    esac
  done
  [[ -n $found_differences || ${found[0]:-} == "$2" ]] ||
    found_differences="was deployed from other files or settings"
  printf '%s' "$found_differences"
}

functions() {
  local existing triggers subscriptions name
  step "functions"
  check_deployables
  query existing '' functions list --v2 "--regions=$REGION" \
    "--format=value[separator=\"|\"](name.basename(),state,eventTrigger.trigger.basename(),$READ_BACK)"
  query_subscriptions
  for name in "${functions[@]}"; do
    deploy_function "$name" "$(row_of "$existing" "$name")"
  done
}

query_subscriptions() {
  query triggers '' eventarc triggers list "--location=$REGION" \
    '--format=value[separator="|"](name.basename(),transport.pubsub.subscription.basename())'
  query subscriptions '' pubsub subscriptions list \
    "--format=value[separator=\"|\"](name.basename(),$POLICY)"
}

# Sets the policies only: Terraform deploys functions, but does not own their subscriptions.
subscriptions() {
  local existing triggers subscriptions name
  step "subscriptions"
  query existing '' functions list --v2 "--regions=$REGION" \
    '--format=value[separator="|"](name.basename(),eventTrigger.trigger.basename())'
  query_subscriptions
  for name in "${functions[@]}"; do
    ! is_http "$name" || continue
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

# deploy_function NAME STATE|TRIGGER|FIELD|…: deploys a function unless it is as it should be.
deploy_function() {
  local name=$1 state event_trigger found problem wanted deployed=false
  local -a command
  IFS='|' read -r state event_trigger found <<<"$2"
  step "function $name" "In a new project, Eventarc and Cloud Build need some minutes. To see builds: \
gcloud builds list --region=$REGION --project=$PROJECT_ID"
  deploy_command "$name"
  wanted=$(fingerprint "$name")
  if [[ -z $state ]]; then
    problem="is not deployed"
    is_absent service "$name"
  else
    problem=$(differences "$name" "$wanted" "$found")
    # Doctor has reported the missing secret already, and every function that reads it would differ.
    ! lacks_secret "$name" || problem=
    [[ $state == ACTIVE ]] || problem="is $state, not ACTIVE${problem:+; $problem}"
  fi
  if [[ -n $problem ]]; then
    change "$problem" "${command[@]}" "--update-labels=$LABEL,fingerprint=$wanted"
    # A function that is not deployed has nothing else to check.
    [[ $mode != doctor || -n $state ]] || return 0
    [[ $mode == doctor ]] || deployed=true
  fi
  if is_http "$name"; then
    # Deploying has just set who may call it.
    [[ $deployed == true ]] || check_callers "$name"
    return
  fi
  grant service "$name" roles/run.invoker "${account[$name]}"
  if [[ $deployed == true ]]; then
    query_subscription_of "$name"
  else
    subscription=$(row_of "$triggers" "$event_trigger")
    policy=$(row_of "$subscriptions" "$subscription")
  fi
  check_subscription "$name"
}

# check_callers FUNCTION: anyone may call it, or nobody but those whom you allow by name.
check_callers() {
  local member
  if is_open "$1"; then
    grant service "$1" roles/run.invoker allUsers
    return
  fi
  read_policy service "$1"
  for member in allUsers allAuthenticatedUsers; do
    ! has "${policies["service $1"]}" "roles/run.invoker|$member" ||
      change "$member may call it, although its access is iam" \
        run services remove-iam-policy-binding "$1" "--region=$REGION" \
        "--member=$member" --role=roles/run.invoker
  done
}

lacks_secret() {
  local secret
  for secret in $(secrets_of "$1"); do
    [[ -n ${newest_version[${secret#*=}]} ]] || return 0
  done
  return 1
}

# Deploying may have reset the subscription, or made another: it must be read again.
query_subscription_of() {
  local event_trigger
  query event_trigger "TRIGGER_OF_$1" functions describe "$1" --gen2 "--region=$REGION" \
    '--format=value(eventTrigger.trigger.basename())'
  query subscription "SUBSCRIPTION_OF_$1" eventarc triggers describe "$event_trigger" \
    "--location=$REGION" '--format=value(transport.pubsub.subscription.basename())'
  query policy '' pubsub subscriptions describe "$subscription" \
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
    change "its subscription has: $(described "$policy")" \
      pubsub subscriptions update "$subscription" --ack-deadline=600 \
      --min-retry-delay=10s --max-retry-delay=600s \
      "--dead-letter-topic=$DEAD_LETTER" --max-delivery-attempts=100 \
      --message-retention-duration=7d --expiration-period=never
}

# described POLICY: prints the policy in words.
described() {
  local -a part
  IFS='|' read -r -a part <<<"$1|||||||"
  printf 'ack deadline %s s, retry from %s to %s, dead letters to %s after %s attempts, keeps %s' \
    "${part[0]:-?}" "${part[1]:-?}" "${part[2]:-?}" "${part[3]:-nowhere}" "${part[4]:-no}" "${part[5]:-?}"
  [[ -z ${part[6]} ]] || printf ', expires after %s' "${part[6]}"
}

# As far as is known, deploying again does not make another one.
lost_subscription() {
  local fix
  fix=$(quoted functions delete "$1" --gen2 "--region=$REGION" "--project=$PROJECT_ID")
  if [[ $mode == doctor ]]; then
    report "its trigger or subscription is missing" "$fix && ./deploy.sh up"
  else
    die "the trigger or subscription of function $1 is missing: $fix, then ./deploy.sh up"
  fi
}
