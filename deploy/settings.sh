# shellcheck shell=bash disable=SC2034,SC2154,SC2094 # shared with the other parts
# Reads what to deploy: the settings and the table of functions.

readonly LABEL=app=ai-demo
readonly DEAD_LETTER=dead-letter
readonly PASSWORD_SECRET=db-pass
readonly READER_SECRET=db-readonly-pass

settings_file=env-vars.yaml
with_data_services=false
delete_data=false
confirms=true

# The settings that env-vars.yaml may have besides those of config/defaults.yaml.
readonly OPTIONAL_SETTINGS="PROJECT_ID BUCKET REDIS_INSTANCE DB_INSTANCE REDISHOST DBHOST
REDISTLS REDISROOTCERT REDISROOTCERT_SECRET REDISAUTH_SECRET DBPOOLER DBSSLMODE DBSSLROOTCERT
DBSSLROOTCERT_SECRET MODEL_REFRESH_SECONDS TRAINING_INTERVAL_SECONDS PROMOTION_MARGIN_POINTS
MAX_EVENT_AGE_SECONDS ALLOWED_ORIGINS MAX_REQUESTS_PER_SECOND"

# The functions, and the columns of their table by function.
declare -a functions=()
declare -A entry_point trigger publishes memory java_options timeout max_instances
declare -A account uses_redis uses_database uses_bucket options access keys operates

read_settings() {
  local name
  local -A given=()
  for name in $OPTIONAL_SETTINGS; do
    printf -v "$name" ''
  done
  read_yaml config/defaults.yaml
  read_options given "$@"
  [[ -f $settings_file ]] ||
    die "there is no $settings_file: copy env-vars.yaml.example and fill in your own settings" 2
  read_yaml "$settings_file"
  for name in "${!given[@]}"; do
    set_setting "option" "$name" "${given[$name]}"
  done
  check_settings
  read_table
}

read_options() {
  local -n options_given=$1
  shift
  while (($# > 0)); do
    case $1 in
    --with-data-services) with_data_services=true ;;
    --delete-data) delete_data=true ;;
    --yes) confirms=false ;;
    --settings | --[a-z]*)
      (($# > 1)) || die "$1 needs a value" 2
      if [[ $1 == --settings ]]; then
        settings_file=$2
      else
        local name=${1#--}
        name=${name//-/_}
        # shellcheck disable=SC2034
        options_given[${name^^}]=$2
      fi
      shift
      ;;
    *) die "unknown option $1: see ./deploy.sh --help" 2 ;;
    esac
    shift
  done
}

# read_yaml FILE: accepts lines with NAME: "value" or NAME: value, comments and empty lines. No more of
# YAML is needed, and Terraform reads the same files.
read_yaml() {
  local line file=$1
  while IFS= read -r line || [[ -n $line ]]; do
    if [[ $line =~ ^([A-Z_]+):\ *(\"([^\"\\]*)\"|\'([^\']*)\'|([^\"\'#][^#]*))?\ *(#.*)?$ ]]; then
      local value=${BASH_REMATCH[3]}${BASH_REMATCH[4]}${BASH_REMATCH[5]}
      set_setting "$file" "${BASH_REMATCH[1]}" "${value%"${value##*[! ]}"}"
    elif [[ ! $line =~ ^\ *(#.*)?$ ]]; then
      die "$file: a line must have the form NAME: \"value\", got: $line" 2
    fi
  done <"$file"
}

set_setting() {
  [[ $1 == config/defaults.yaml || -v $2 && $2 =~ ^[A-Z_]+$ ]] || die "$1: there is no setting $2" 2
  printf -v "$2" '%s' "$3"
}

check_settings() {
  local problems=()
  [[ -n $PROJECT_ID && $PROJECT_ID != your-project ]] || problems+=("PROJECT_ID is not set")
  [[ -n $BUCKET && $BUCKET != your-project-models ]] || problems+=("BUCKET is not set")
  # BUCKET-deploy may have at most 63 characters.
  ((${#BUCKET} <= 56)) || problems+=("BUCKET must have at most 56 characters")
  [[ -n $REDISHOST$REDIS_INSTANCE ]] || problems+=("neither REDIS_INSTANCE nor REDISHOST is set")
  [[ -n $DBHOST$DB_INSTANCE ]] || problems+=("neither DB_INSTANCE nor DBHOST is set")
  [[ $RUNTIME =~ ^java(17|21|25)$ ]] ||
    problems+=("RUNTIME must be java17, java21 or java25, got $RUNTIME")
  [[ $API_ACCESS =~ ^(iam|key|public)$ ]] ||
    problems+=("API_ACCESS must be iam, key or public, got $API_ACCESS")
  [[ $CONSOLE_ACCESS =~ ^(iam|key)$ ]] ||
    problems+=("CONSOLE_ACCESS must be iam or key, got $CONSOLE_ACCESS")
  [[ -z $REDISROOTCERT || -n $REDISROOTCERT_SECRET ]] ||
    problems+=("REDISROOTCERT is set, but not REDISROOTCERT_SECRET, which it is mounted from")
  [[ -z $DBSSLROOTCERT || -n $DBSSLROOTCERT_SECRET ]] ||
    problems+=("DBSSLROOTCERT is set, but not DBSSLROOTCERT_SECRET, which it is mounted from")
  ((${#problems[@]} == 0)) || die "$(printf '%s\n' "$settings_file:" "${problems[@]}")" 2
  DEPLOY_BUCKET=$BUCKET-deploy
}

read_table() {
  local name
  local -a row
  while IFS=, read -r -a row; do
    name=${row[0]}
    [[ $name != function ]] || continue
    functions+=("$name")
    entry_point[$name]=${row[1]} trigger[$name]=${row[2]} publishes[$name]=${row[3]}
    memory[$name]=${!row[4]} java_options[$name]=${!row[5]}
    timeout[$name]=${row[6]} max_instances[$name]=${row[7]}
    uses_redis[$name]=${row[8]} uses_database[$name]=${row[9]} uses_bucket[$name]=${row[10]}
    options[$name]=${row[11]:-}
    access[$name]=${row[12]:+${!row[12]}} keys[$name]=${row[13]:-} operates[$name]=${row[14]:-}
  done <config/functions.csv
  for name in build "${functions[@]}"; do
    account[$name]=ai-demo-$name@$PROJECT_ID.iam.gserviceaccount.com
  done
}

is_http() {
  [[ ${trigger[$1]} == http ]]
}

# An instance that handles one event at a time holds at most one connection. The console has a second
# pool, for what pins models.
connections_of() {
  if [[ -n ${operates[$1]} ]]; then
    printf '%s' "$((2 * HTTP_CONNECTIONS))"
  elif is_http "$1"; then
    printf '%s' "$HTTP_CONNECTIONS"
  else
    printf 1
  fi
}

check_connections() {
  local name each sum=0 terms=
  for name in "${functions[@]}"; do
    [[ -n ${uses_database[$name]} ]] || continue
    each=$(connections_of "$name")
    sum=$((sum + max_instances[$name] * each))
    terms+="${terms:+ + }$name ${max_instances[$name]}"
    ((each == 1)) || terms+="x$each"
  done
  step "connections to PostgreSQL"
  note "$terms = $sum"
  note "DB_MAX_CONNECTIONS $DB_MAX_CONNECTIONS - DB_RESERVED_CONNECTIONS $DB_RESERVED_CONNECTIONS = \
$((DB_MAX_CONNECTIONS - DB_RESERVED_CONNECTIONS))"
  ((sum <= DB_MAX_CONNECTIONS - DB_RESERVED_CONNECTIONS)) ||
    die "more instances than connections: lower max_instances in config/functions.csv, or choose a
larger Cloud SQL instance and raise DB_MAX_CONNECTIONS" 2
}
