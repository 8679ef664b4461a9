package dev.aidemo.deployment;

/** Changes a project behind the back of {@code deploy.sh up}. */
enum Fault {
  FUNCTION_FAILED("function training: is FAILED, not ACTIVE", "gcloud functions deploy training") {
    @Override
    void plant(Checkout checkout) {
      replace(checkout, "function:training", "state=ACTIVE", "state=FAILED");
    }
  },
  FUNCTION_CHANGED_BY_HAND(
      "function prediction: memory is \"128M\", not \"256M\"",
      "gcloud functions deploy prediction") {
    @Override
    void plant(Checkout checkout) {
      replace(checkout, "function:prediction", "availableMemory=256M", "availableMemory=128M");
    }
  },
  VARIABLE_CHANGED_BY_HAND(
      "function prediction-to-db: variables is ", "gcloud functions deploy prediction-to-db") {
    @Override
    void plant(Checkout checkout) {
      replace(checkout, "function:prediction-to-db", "DBHOST=10.1.0.4", "DBHOST=10.1.0.5");
    }
  },
  POLICY_RESET(
      "its subscription has: ack deadline 10 s, retry from ? to ?, dead letters to nowhere",
      "gcloud pubsub subscriptions update " + Fault.SUBSCRIPTION) {
    @Override
    void plant(Checkout checkout) {
      checkout.plant(
          "subscription:" + SUBSCRIPTION,
          "name=projects/p/subscriptions/" + SUBSCRIPTION + "\nackDeadlineSeconds=10\n");
    }
  },
  SUBSCRIPTION_MISSING(
      "function feedback-to-db: its trigger or subscription is missing",
      "gcloud functions delete feedback-to-db") {
    @Override
    void plant(Checkout checkout) {
      checkout.plant("subscription:" + SUBSCRIPTION, "");
    }
  },
  SECRET_NOT_READABLE(
      "ai-demo-training-to-db lacks secretmanager.secretAccessor on secret db-pass",
      "gcloud secrets add-iam-policy-binding db-pass") {
    @Override
    void plant(Checkout checkout) {
      replace(checkout, "iam:secret:db-pass", "(?m)^.*ai-demo-training-to-db@.*\n", "");
    }
  },
  SECRET_DISABLED(
      "secret db-pass has no version that can be read", "gcloud secrets versions add db-pass") {
    @Override
    void plant(Checkout checkout) {
      replace(checkout, "version:db-pass:1", "ENABLED", "DISABLED");
    }
  },
  PUBLISHER_MISSING(
      "ai-demo-training lacks pubsub.publisher on topic model",
      "gcloud pubsub topics add-iam-policy-binding model") {
    @Override
    void plant(Checkout checkout) {
      replace(checkout, "iam:topic:model", "(?m)^.*ai-demo-training@.*\n", "");
    }
  },
  AGENT_CANNOT_FORWARD(
      "service-123456789012 lacks pubsub.publisher on topic dead-letter",
      "gcloud pubsub topics add-iam-policy-binding dead-letter") {
    @Override
    void plant(Checkout checkout) {
      replace(checkout, "iam:topic:dead-letter", "(?m)^.*gcp-sa-pubsub.*\n", "");
    }
  },
  PROJECT_ROLE_GRANTED(
      "ai-demo-prediction has roles/editor on the whole project",
      "gcloud projects remove-iam-policy-binding demo-project") {
    @Override
    void plant(Checkout checkout) {
      checkout.plant(
          "iam:project:demo-project",
          checkout.content("iam:project:demo-project")
              + "roles/editor|serviceAccount:ai-demo-prediction@demo-project.iam.gserviceaccount.com\n");
    }
  },
  ANYONE_MAY_CALL(
      "allUsers may call it, although its access is iam",
      "gcloud run services remove-iam-policy-binding console") {
    @Override
    void plant(Checkout checkout) {
      checkout.plant("iam:service:console", "roles/run.invoker|allUsers\n");
    }
  },
  OPERATOR_CANNOT_DROP(
      "ai-demo-console lacks pubsub.subscriber on subscription dead-letter",
      "gcloud pubsub subscriptions add-iam-policy-binding dead-letter") {
    @Override
    void plant(Checkout checkout) {
      checkout.plant("iam:subscription:dead-letter", "");
    }
  },
  DEAD_LETTERS_EXPIRE(
      "subscription dead-letter does not keep messages for 7d",
      "gcloud pubsub subscriptions update dead-letter") {
    @Override
    void plant(Checkout checkout) {
      replace(checkout, "subscription:dead-letter", "604800s", "600s");
    }
  },
  DEAD_LETTER("dead-letter: 1 messages wait", "./ai-demo dead-letters list") {
    @Override
    void plant(Checkout checkout) {
      checkout.plant("waiting:1", "message.messageId=1795424526588003\n");
    }
  };

  private static final String SUBSCRIPTION = "eventarc-us-central1-feedback-to-db-123456-sub-001";

  final String problem;
  final String command;

  Fault(String problem, String command) {
    this.problem = problem;
    this.command = command;
  }

  abstract void plant(Checkout checkout);

  private static void replace(Checkout checkout, String thing, String from, String to) {
    String before = checkout.content(thing);
    String after = before.replaceAll(from, to);
    if (after.equals(before)) {
      throw new AssertionError(from + " is not in " + thing + ": " + before);
    }
    checkout.plant(thing, after);
  }
}
