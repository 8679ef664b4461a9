# shellcheck shell=bash disable=SC2034,SC2154 # shared with the other parts
# Finds or creates Redis and PostgreSQL, their secrets, the password and the tables.

# The newest version of each secret, which the functions are pinned to.
declare -A newest_version=()

redis_host=
database_host=
sql_account=

# A server whose host is in the settings is not ours to look up or to create.
stores() {
  redis_host=$REDISHOST
  database_host=$DBHOST
  [[ -z $DB_INSTANCE ]] || find_database
  [[ -n $REDISHOST ]] || find_redis
}

find_redis() {
  local existing row
  step "Redis $REDIS_INSTANCE" "Memorystore takes some minutes; up waits for it."
  query existing '' redis instances list "--region=$REGION" \
    '--format=value[separator="|"](name.basename(),state,host)'
  row=$(row_of "$existing" "$REDIS_INSTANCE")
  if [[ -z $row ]]; then
    may_create "Redis instance $REDIS_INSTANCE in $REGION" || return 0
    change "there is no Redis $REDIS_INSTANCE" redis instances create "$REDIS_INSTANCE" "--region=$REGION" \
      --tier=basic --size=1 "--redis-version=$REDIS_VERSION" "--network=$NETWORK" "--labels=$LABEL"
    query row '|REDIS_HOST' redis instances describe "$REDIS_INSTANCE" "--region=$REGION" \
      '--format=value[separator="|"](state,host)'
  fi
  is_running "$row" READY "Redis $REDIS_INSTANCE" \
    redis instances describe "$REDIS_INSTANCE" "--region=$REGION"
  redis_host=${row##*|}
}

find_database() {
  local existing
  step "Cloud SQL $DB_INSTANCE" "A new instance takes some ten minutes; up waits for it."
  query existing '' sql instances list '--format=value(name)'
  if ! has "$existing" "$DB_INSTANCE"; then
    may_create "Cloud SQL instance $DB_INSTANCE" || return 0
    private_services
    intend database
    change "there is no Cloud SQL $DB_INSTANCE" sql instances create "$DB_INSTANCE" "--region=$REGION" \
      "--database-version=$DB_VERSION" --edition=enterprise "--tier=$DB_TIER" --no-assign-ip \
      "--network=projects/$PROJECT_ID/global/networks/$NETWORK" --storage-auto-increase \
      --backup-start-time=03:00 "--database-flags=max_connections=$DB_MAX_CONNECTIONS" --timeout=unlimited
  fi
  local row
  query row "RUNNABLE|SQL_ACCOUNT|DATABASE_HOST" sql instances describe "$DB_INSTANCE" \
    '--format=value[separator="|"](state,serviceAccountEmailAddress,ipAddresses.filter("type:PRIVATE").extract("ipAddress").flatten())'
  is_running "$row" RUNNABLE "Cloud SQL $DB_INSTANCE" sql instances describe "$DB_INSTANCE"
  sql_account=${row#*|}
  sql_account=${sql_account%|*}
  [[ -n $DBHOST ]] || database_host=${row##*|}
  [[ -n $database_host ]] ||
    die "Cloud SQL instance $DB_INSTANCE has no private address: give it one, or set DBHOST"
}

# Connects the network with that of Google's services, in which Cloud SQL gets a private address.
private_services() {
  local existing
  query existing '' compute addresses list --global '--format=value(name)'
  has "$existing" "google-managed-services-$NETWORK" ||
    change "no addresses for Google's services in network $NETWORK" compute addresses create \
      "google-managed-services-$NETWORK" --global --purpose=VPC_PEERING --prefix-length=16 \
      "--network=$NETWORK"
  query existing '' services vpc-peerings list "--network=$NETWORK" \
    '--format=value(reservedPeeringRanges)'
  [[ $existing == *"google-managed-services-$NETWORK"* ]] ||
    change "network $NETWORK has no peering with Google's services" services vpc-peerings connect \
      --service=servicenetworking.googleapis.com "--network=$NETWORK" \
      "--ranges=google-managed-services-$NETWORK"
}

# may_create WHAT: returns if up may create it, fails if not; doctor reports it and goes on.
may_create() {
  [[ $with_data_services == true || $mode == plan ]] && return
  if [[ $mode == doctor ]]; then
    report "there is none" "./deploy.sh up --with-data-services"
    return 1
  fi
  die "there is no $1: name another in the settings, or create it with up --with-data-services"
}

# is_running ROW STATE WHAT COMMAND…: doctor reports another state.
is_running() {
  [[ $mode != doctor || ${1%%|*} == "$2" ]] || report "is ${1%%|*}, not $2" "$(quoted "${@:4}")"
}

all_secrets() {
  local name
  for name in "${functions[@]}"; do
    secrets_of "$name"
  done | sed 's/.*=//' | sort -u
}

# Creates the secrets with passwords and keys, requires the others that the settings name, and finds
# their newest versions.
secrets() {
  local existing name
  step "secrets"
  query existing '' secrets list '--format=value(name.basename())'
  for name in $(all_secrets); do
    if ! has "$existing" "$name"; then
      is_ours "$name" || [[ $mode != up ]] ||
        die "there is no secret $name: create it, see docs/deploy.md"
      is_absent secret "$name"
      change "there is no secret $name" secrets create "$name" --replication-policy=automatic "--labels=$LABEL"
      newest_version[$name]=
      [[ $mode == doctor ]] && continue
    fi
    newest "$name"
  done
}

# is_ours SECRET: tells whether up creates the secret.
is_ours() {
  [[ $1 == "$PASSWORD_SECRET" || $1 == "$READER_SECRET" ]] || is_key "$1"
}

is_key() {
  [[ $1 == api-keys || $1 == operator-keys ]]
}

# may_generate SECRET: tells whether up may choose its content. The passwords of a database that is not
# ours are not ours to choose.
may_generate() {
  is_key "$1" || [[ -n $DB_INSTANCE ]] && is_ours "$1"
}

newest() {
  local version
  query version '' secrets versions list "$1" --filter=state=ENABLED --sort-by=~createTime --limit=1 \
    '--format=value(name.basename())'
  if [[ -z $version ]]; then
    may_generate "$1" || [[ $mode != up ]] ||
      die "secret $1 has no version: printf %s 'the password' | gcloud secrets versions add $1 --data-file=- --project=$PROJECT_ID"
    feed="head -c 24 /dev/urandom | base64 | tr -d '\n'" \
      change "secret $1 has no version that can be read" \
      secrets versions add "$1" --data-file=-
    query version 1 secrets versions list "$1" --filter=state=ENABLED --sort-by=~createTime --limit=1 \
      '--format=value(name.basename())'
  fi
  newest_version[$1]=$version
}

passwords() {
  password "$DBUSER" "$PASSWORD_SECRET"
  password "$DBREADER" "$READER_SECRET"
}

# password USER SECRET: the newest version of the secret is the password. If you add a version, the next up makes it the
# password, and deploys the functions with it. schema.sql creates the role, because a role that gcloud
# creates is a cloudsqlsuperuser.
password() {
  local known user=$1 secret=$2 version=${newest_version[$2]}
  [[ -n $sql_account && -n $version ]] || return 0
  step "password of $user"
  query known '' secrets describe "$secret" '--format=value(labels.in-database)'
  [[ $known != "$version" ]] || return 0
  feed="printf -- '--password: \"%s\"\n' \"\$($(quoted secrets versions access "$version" \
    "--secret=$secret" "--project=$PROJECT_ID"))\"" \
    change "version $version of $secret is not known to be the password of $user" \
    sql users set-password "$user" "--instance=$DB_INSTANCE" --flags-file=/dev/stdin
  change "the password is not noted" secrets update "$secret" "--update-labels=in-database=$version"
}

# Creates the tables, the role and the starter rows. Cloud SQL itself imports the statements from a
# bucket, so that you need neither psql nor access to the network. After the import, a copy that is
# named after their checksum marks them as imported.
tables() {
  local existing sum folder=gs://$DEPLOY_BUCKET
  # A database whose host is in the settings is not ours to change.
  [[ -n $sql_account ]] || return 0
  step "tables of $DBNAME"
  query existing '' sql databases list "--instance=$DB_INSTANCE" '--format=value(name)'
  has "$existing" "$DBNAME" ||
    change "there is no database $DBNAME" sql databases create "$DBNAME" "--instance=$DB_INSTANCE"
  grant bucket "$DEPLOY_BUCKET" roles/storage.objectViewer "$sql_account"
  sum=$(cat schema.sql config/starter-rows.sql | sha256sum)
  sum=${sum:0:16}
  # Doctor has reported a missing bucket already.
  [[ $mode == doctor && -n ${absent["bucket $DEPLOY_BUCKET"]:-} ]] || query existing '' storage ls "$folder"
  has "$existing" "$folder/tables-$sum.sql" && return
  feed='cat schema.sql config/starter-rows.sql' \
    change "the statements are not imported" storage cp - "$folder/tables.sql"
  change "schema.sql and the starter rows are not imported" sql import sql "$DB_INSTANCE" "$folder/tables.sql" \
    "--database=$DBNAME"
  change "the import is not noted" storage cp "$folder/tables.sql" "$folder/tables-$sum.sql"
}
