# shellcheck shell=bash disable=SC2034,SC2154 # shared with the other parts
# Redis, PostgreSQL, the password and the tables.

# The newest version of each secret, which the functions are pinned to.
declare -A newest_version=()

redis_host=
database_host=
sql_account=

# With hosts in the settings, the servers are somebody else's, and are left alone.
stores() {
  redis_host=$REDISHOST
  database_host=$DBHOST
  [[ -z $DB_INSTANCE ]] || find_database
  [[ -n $REDISHOST ]] || find_redis
}

find_redis() {
  local existing row
  step "Redis $REDIS_INSTANCE" "Memorystore takes some minutes; up waits for it."
  look existing '' redis instances list "--region=$REGION" \
    '--format=value[separator="|"](name.basename(),state,host)'
  row=$(row_of "$existing" "$REDIS_INSTANCE")
  if [[ -z $row ]]; then
    may_create "Redis instance $REDIS_INSTANCE in $REGION" || return 0
    change "there is no Redis $REDIS_INSTANCE" redis instances create "$REDIS_INSTANCE" "--region=$REGION" \
      --tier=basic --size=1 "--redis-version=$REDIS_VERSION" "--network=$NETWORK" "--labels=$LABEL"
    look row '|REDIS_HOST' redis instances describe "$REDIS_INSTANCE" "--region=$REGION" \
      '--format=value[separator="|"](state,host)'
  fi
  is_running "$row" READY "Redis $REDIS_INSTANCE" \
    redis instances describe "$REDIS_INSTANCE" "--region=$REGION"
  redis_host=${row##*|}
}

find_database() {
  local existing
  step "Cloud SQL $DB_INSTANCE" "A new instance takes some ten minutes; up waits for it."
  look existing '' sql instances list '--format=value(name)'
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
  look row "RUNNABLE|SQL_ACCOUNT|DATABASE_HOST" sql instances describe "$DB_INSTANCE" \
    '--format=value[separator="|"](state,serviceAccountEmailAddress,ipAddresses.filter("type:PRIVATE").extract("ipAddress").flatten())'
  is_running "$row" RUNNABLE "Cloud SQL $DB_INSTANCE" sql instances describe "$DB_INSTANCE"
  sql_account=${row#*|}
  sql_account=${sql_account%|*}
  [[ -n $DBHOST ]] || database_host=${row##*|}
  [[ -n $database_host ]] ||
    die "Cloud SQL instance $DB_INSTANCE has no private address: give it one, or set DBHOST"
}

# Google's own network, in which Cloud SQL gets a private address.
private_services() {
  local existing
  look existing '' compute addresses list --global '--format=value(name)'
  has "$existing" "google-managed-services-$NETWORK" ||
    change "no addresses for Google's services in network $NETWORK" compute addresses create \
      "google-managed-services-$NETWORK" --global --purpose=VPC_PEERING --prefix-length=16 \
      "--network=$NETWORK"
  look existing '' services vpc-peerings list "--network=$NETWORK" \
    '--format=value(reservedPeeringRanges)'
  [[ $existing == *"google-managed-services-$NETWORK"* ]] ||
    change "network $NETWORK has no peering with Google's services" services vpc-peerings connect \
      --service=servicenetworking.googleapis.com "--network=$NETWORK" \
      "--ranges=google-managed-services-$NETWORK"
}

# may_create WHAT: fails where it is absent and shall not be made; doctor goes on.
may_create() {
  [[ $with_data_services == true || $mode == plan ]] && return
  if [[ $mode == doctor ]]; then
    report "there is none" "./deploy.sh up --with-data-services"
    return 1
  fi
  die "there is no $1: name another, or let up create it with --with-data-services"
}

# is_running ROW STATE WHAT COMMAND…: doctor tells what is not.
is_running() {
  [[ $mode != doctor || ${1%%|*} == "$2" ]] || report "is ${1%%|*}, not $2" "$(words "${@:4}")"
}

# row_of LINES NAME: the rest of the line that begins with NAME|.
row_of() {
  local line
  while IFS= read -r line; do
    if [[ $line == "$2|"* ]]; then
      printf '%s' "${line#*|}"
      return
    fi
  done <<<"$1"
}

all_secrets() {
  local name
  for name in "${functions[@]}"; do
    secrets_of "$name"
  done | sed 's/.*=//' | sort -u
}

# Secret db-pass and the others that the settings name, and the newest version of each.
secrets() {
  local existing name
  step "secrets"
  look existing '' secrets list '--format=value(name.basename())'
  for name in $(all_secrets); do
    if ! has "$existing" "$name"; then
      [[ $name == "$PASSWORD_SECRET" || $mode != up ]] ||
        die "there is no secret $name: create it, as docs/deploy.md says"
      is_absent secret "$name"
      change "there is no secret $name" secrets create "$name" --replication-policy=automatic "--labels=$LABEL"
      newest_version[$name]=
      [[ $mode == doctor ]] && continue
    fi
    newest "$name"
  done
}

newest() {
  local version
  look version '' secrets versions list "$1" --filter=state=ENABLED --sort-by=~createTime --limit=1 \
    '--format=value(name.basename())'
  if [[ -z $version ]]; then
    [[ $1 == "$PASSWORD_SECRET" && -n $DB_INSTANCE || $mode != up ]] ||
      die "secret $1 has no version: printf %s 'the password' | gcloud secrets versions add $1 --data-file=- --project=$PROJECT_ID"
    feed="head -c 24 /dev/urandom | base64 | tr -d '\n'" \
      change "secret $1 has no version that can be read" \
      secrets versions add "$1" --data-file=-
    look version 1 secrets versions list "$1" --filter=state=ENABLED --sort-by=~createTime --limit=1 \
      '--format=value(name.basename())'
  fi
  newest_version[$1]=$version
}

# The newest version of the secret is the password. A version that somebody adds becomes it, and is
# what the functions are told, with the next up. The role is made by schema.sql, and not by gcloud:
# that would make it a cloudsqlsuperuser.
password() {
  local known version=${newest_version[$PASSWORD_SECRET]}
  [[ -n $sql_account && -n $version ]] || return 0
  step "password of $DBUSER"
  look known '' secrets describe "$PASSWORD_SECRET" '--format=value(labels.in-database)'
  [[ $known != "$version" ]] || return 0
  feed="printf -- '--password: \"%s\"\n' \"\$($(words secrets versions access "$version" \
    "--secret=$PASSWORD_SECRET" "--project=$PROJECT_ID"))\"" \
    change "version $version of $PASSWORD_SECRET is not known to be the password of $DBUSER" \
    sql users set-password "$DBUSER" "--instance=$DB_INSTANCE" --flags-file=/dev/stdin
  change "a note that it is now" secrets update "$PASSWORD_SECRET" "--update-labels=in-database=$version"
}

# The tables, the role and the starter rows. Cloud SQL imports the statements from a bucket by
# itself, so that whoever deploys needs neither psql nor a way into the network. Their copy under the
# name of their checksum says that they were imported.
tables() {
  local existing sum folder=gs://$DEPLOY_BUCKET
  # Without an instance of its own, it has no business in the database.
  [[ -n $sql_account ]] || return 0
  step "tables of $DBNAME"
  look existing '' sql databases list "--instance=$DB_INSTANCE" '--format=value(name)'
  has "$existing" "$DBNAME" ||
    change "there is no database $DBNAME" sql databases create "$DBNAME" "--instance=$DB_INSTANCE"
  grant bucket "$DEPLOY_BUCKET" roles/storage.objectViewer "$sql_account"
  sum=$(cat schema.sql config/starter-rows.sql | sha256sum)
  sum=${sum:0:16}
  # Where doctor has just missed the bucket, it need not look into it.
  [[ $mode == doctor && -n ${absent["bucket $DEPLOY_BUCKET"]:-} ]] || look existing '' storage ls "$folder"
  has "$existing" "$folder/tables-$sum.sql" && return
  feed='cat schema.sql config/starter-rows.sql' \
    change "these statements were not imported" storage cp - "$folder/tables.sql"
  change "schema.sql and starter rows" sql import sql "$DB_INSTANCE" "$folder/tables.sql" \
    "--database=$DBNAME"
  change "a note that they are now" storage cp "$folder/tables.sql" "$folder/tables-$sum.sql"
}
