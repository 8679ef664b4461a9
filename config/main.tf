# What deploy.sh creates, for those who use Terraform. terraform fmt accepts it, and a test compares
# functions.tf with deploy.sh; it was never tried with the provider, see docs/deploy.md.

terraform {
  required_version = ">= 1.5"
  required_providers {
    google = {
      source  = "hashicorp/google"
      version = ">= 6.0"
    }
    archive = {
      source  = "hashicorp/archive"
      version = ">= 2.4"
    }
  }
}

provider "google" {
  project = local.settings.PROJECT_ID
  region  = local.settings.REGION
}

data "google_project" "this" {}

locals {
  region       = local.settings.REGION
  labels       = { app = "ai-demo" }
  pubsub_agent = "serviceAccount:service-${data.google_project.this.number}@gcp-sa-pubsub.iam.gserviceaccount.com"
}

variable "secret_version" {
  description = "The version of db-pass and of the other secrets that the functions read."
  type        = string
  default     = "1"
}

resource "google_pubsub_topic" "topic" {
  for_each = local.topics
  name     = each.key
  labels   = local.labels
}

resource "google_pubsub_subscription" "dead_letter" {
  name                       = "dead-letter"
  topic                      = google_pubsub_topic.topic["dead-letter"].id
  ack_deadline_seconds       = 60
  message_retention_duration = "${tonumber(trimsuffix(local.settings.DEAD_LETTER_RETENTION, "d")) * 86400}s"
  labels                     = local.labels
  expiration_policy {
    ttl = ""
  }
}

resource "google_storage_bucket" "models" {
  name                        = local.settings.BUCKET
  location                    = local.region
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  labels                      = local.labels
}

resource "google_storage_bucket" "sources" {
  name                        = "${local.settings.BUCKET}-deploy"
  location                    = local.region
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  labels                      = local.labels
}

resource "google_service_account" "function" {
  for_each     = local.functions
  account_id   = "ai-demo-${each.key}"
  display_name = "AI Demo: ${each.key}"
}

resource "google_pubsub_topic_iam_member" "publisher" {
  for_each = local.publishers
  topic    = google_pubsub_topic.topic[each.value.topic].name
  role     = "roles/pubsub.publisher"
  member   = google_service_account.function[each.value.function].member
}

resource "google_pubsub_topic_iam_member" "agent" {
  topic  = google_pubsub_topic.topic["dead-letter"].name
  role   = "roles/pubsub.publisher"
  member = local.pubsub_agent
}

resource "google_storage_bucket_iam_member" "models" {
  for_each = local.bucket_users
  bucket   = google_storage_bucket.models.name
  role     = each.value.role
  member   = google_service_account.function[each.value.function].member
}

# You create the secrets yourself, because their content must not be in Terraform's state.
resource "google_secret_manager_secret_iam_member" "reader" {
  for_each  = local.secret_readers
  secret_id = each.value.secret
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.function[each.value.function].member
}

data "archive_file" "deployable" {
  for_each    = local.functions
  type        = "zip"
  source_dir  = "${path.module}/../${each.key}/target/deployable"
  output_path = "${path.module}/.terraform/${each.key}.zip"
}

resource "google_storage_bucket_object" "deployable" {
  for_each = local.functions
  bucket   = google_storage_bucket.sources.name
  name     = "${each.key}-${data.archive_file.deployable[each.key].output_md5}.zip"
  source   = data.archive_file.deployable[each.key].output_path
}

resource "google_service_account" "build" {
  account_id   = "ai-demo-build"
  display_name = "AI Demo: build"
}

resource "google_project_iam_member" "build" {
  for_each = toset(["logging.logWriter", "artifactregistry.writer", "storage.objectViewer"])
  project  = local.settings.PROJECT_ID
  role     = "roles/${each.key}"
  member   = google_service_account.build.member
}

resource "google_cloudfunctions2_function" "function" {
  for_each = local.functions
  name     = each.key
  location = local.region
  labels   = local.labels

  build_config {
    runtime         = local.settings.RUNTIME
    entry_point     = each.value.entry_point
    service_account = google_service_account.build.id
    source {
      storage_source {
        bucket = google_storage_bucket.sources.name
        object = google_storage_bucket_object.deployable[each.key].name
      }
    }
  }

  service_config {
    available_memory                 = each.value.memory
    timeout_seconds                  = each.value.timeout
    max_instance_count               = each.value.max_instances
    max_instance_request_concurrency = each.value.trigger == "http" ? 16 : 1
    available_cpu                    = each.value.trigger == "http" ? "1" : null
    service_account_email            = google_service_account.function[each.key].email
    ingress_settings                 = each.value.trigger == "http" ? "ALLOW_ALL" : "ALLOW_INTERNAL_ONLY"
    vpc_connector                    = local.settings.VPC_CONNECTOR
    vpc_connector_egress_settings    = "PRIVATE_RANGES_ONLY"
    environment_variables            = each.value.variables

    dynamic "secret_environment_variables" {
      for_each = each.value.secrets
      content {
        key        = secret_environment_variables.key
        project_id = local.settings.PROJECT_ID
        secret     = secret_environment_variables.value
        version    = var.secret_version
      }
    }
  }

  dynamic "event_trigger" {
    for_each = each.value.trigger == "http" ? [] : [each.value.trigger]
    content {
      trigger_region        = local.region
      event_type            = "google.cloud.pubsub.topic.v1.messagePublished"
      pubsub_topic          = google_pubsub_topic.topic[event_trigger.value].id
      retry_policy          = "RETRY_POLICY_RETRY"
      service_account_email = google_service_account.function[each.key].email
    }
  }

  depends_on = [
    google_project_iam_member.build,
    google_pubsub_topic_iam_member.publisher,
    google_secret_manager_secret_iam_member.reader,
  ]
}

# The trigger calls a function as its own account. Those of HTTP are called by anyone if they check the
# callers themselves; otherwise by those to whom you grant it.
resource "google_cloud_run_service_iam_member" "invoker" {
  for_each = { for name, it in local.functions : name => it if it.trigger != "http" || it.open }
  location = local.region
  service  = google_cloudfunctions2_function.function[each.key].name
  role     = "roles/run.invoker"
  member   = each.value.open ? "allUsers" : google_service_account.function[each.key].member
}

# The console does what an operator does.
resource "google_pubsub_subscription_iam_member" "operator" {
  for_each     = { for name, it in local.functions : name => it if it.operates }
  subscription = google_pubsub_subscription.dead_letter.name
  role         = "roles/pubsub.subscriber"
  member       = google_service_account.function[each.key].member
}

resource "google_project_iam_member" "operator" {
  for_each = { for name, it in local.functions : name => it if it.operates }
  project  = local.settings.PROJECT_ID
  role     = "roles/monitoring.viewer"
  member   = google_service_account.function[each.key].member
}

# Eventarc creates the subscriptions, and Terraform does not own them: ./deploy.sh subscriptions sets
# their policies after each apply.
