# The functions for Terraform, from the table and the settings that deploy.sh reads too. This
# file needs no provider, so that a test can compare it with deploy.sh plan.

locals {
  settings = merge(
    { for name in local.optional_settings : name => "" },
    yamldecode(file("${path.module}/defaults.yaml")),
    yamldecode(file(var.settings_file)),
  )
  optional_settings = [
    "ALLOWED_ORIGINS", "BUCKET", "DBHOST", "DBPOOLER", "DBSSLMODE", "DBSSLROOTCERT", "DBSSLROOTCERT_SECRET",
    "DB_INSTANCE", "MAX_EVENT_AGE_SECONDS", "MAX_REQUESTS_PER_SECOND", "MODEL_REFRESH_SECONDS", "PROJECT_ID",
    "PROMOTION_MARGIN_POINTS",
    "REDISAUTH_SECRET", "REDISHOST", "REDISROOTCERT", "REDISROOTCERT_SECRET", "REDISTLS",
    "REDIS_INSTANCE", "TRAINING_INTERVAL_SECONDS",
  ]

  table = { for row in csvdecode(file("${path.module}/functions.csv")) : row.function => row }

  access = { for name, row in local.table : name => row.access == "" ? "" : local.settings[row.access] }

  # A function gets the variables that it uses, and no others.
  variables_of = {
    for name, row in local.table : name => concat(
      ["PROJECT_ID", "JAVA_TOOL_OPTIONS"],
      row.trigger == "http" ? ["ACCESS"] : ["MAX_EVENT_AGE_SECONDS"],
      row.trigger != "http" || row.database == "" ? [] : ["DBCONNECTIONS"],
      row.redis == "" ? [] : ["REDISHOST", "REDISPORT", "REDISTLS", "REDISROOTCERT"],
      row.database == "" ? [] : [
        "DBHOST", "DBPORT", "DBNAME", "DBUSER", "DBPOOLER", "DBSSLMODE", "DBSSLROOTCERT",
      ],
      row.bucket == "" ? [] : ["BUCKET"],
      compact(split(" ", row.options)),
    )
  }

  functions = {
    for name, row in local.table : name => {
      entry_point   = row.entry_point
      trigger       = row.trigger
      memory        = trimsuffix(local.settings[row.memory], "B")
      timeout       = tonumber(row.timeout)
      max_instances = tonumber(row.max_instances)
      variables = {
        for variable, value in merge(
          local.settings,
          { JAVA_TOOL_OPTIONS = local.settings[row.java_options] },
          { ACCESS = local.access[name], DBCONNECTIONS = "2" },
          row.database == "read" ? { DBUSER = local.settings.DBREADER } : {},
        ) : variable => value
        if contains(local.variables_of[name], variable) && value != ""
      }
      secrets = merge(
        row.database == "" ? {} : {
          DBPASS = row.database == "write" ? "db-pass" : "db-readonly-pass"
        },
        local.access[name] != "key" ? {} : { (row.keys) = replace(lower(row.keys), "_", "-") },
        row.redis == "" || local.settings.REDISAUTH_SECRET == "" ? {} : {
          REDISAUTH = local.settings.REDISAUTH_SECRET
        },
      )
      # Over HTTP, the caller is told what is wrong. The console replays dead letters to any topic.
      publishes = row.operates != "" ? local.event_topics : compact([
        row.publishes, row.trigger == "http" ? "" : "dead-letter",
      ])
      operates = row.operates != ""
      # Whether anyone may reach it, and it checks the callers itself.
      open   = contains(["key", "public"], local.access[name])
      bucket = compact(split(" ", row.bucket))
    }
  }

  event_topics = distinct([for row in local.table : row.trigger if row.trigger != "http"])
  topics       = toset(concat(local.event_topics, ["dead-letter"]))
  # What each function may do, one grant for each key.
  publishers = merge([
    for name, it in local.functions : { for topic in it.publishes : "${name} ${topic}" => {
      function = name, topic = topic
    } }
  ]...)
  bucket_users = merge([
    for name, it in local.functions : { for right in it.bucket : "${name} ${right}" => {
      function = name, role = "roles/storage.object${title(right)}"
    } }
  ]...)
  secret_readers = merge([
    for name, it in local.functions : { for secret in values(it.secrets) : "${name} ${secret}" => {
      function = name, secret = secret
    } }
  ]...)
}

variable "settings_file" {
  description = "The env-vars.yaml that deploy.sh reads too; it must set REDISHOST and DBHOST."
  type        = string
  default     = "../env-vars.yaml"
}
