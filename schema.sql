-- The tables of AI Demo Functions, for PostgreSQL 13 and later. Run it as the owner of the database:
--   psql -v ON_ERROR_STOP=1 -d bank_data -f schema.sql
-- It can be run again, and upgrades the tables of the original demo.

CREATE TABLE IF NOT EXISTS training (
  id UUID NOT NULL DEFAULT gen_random_uuid() PRIMARY KEY,
  variance DOUBLE PRECISION,
  skewness DOUBLE PRECISION,
  curtosis DOUBLE PRECISION,
  entropy DOUBLE PRECISION,
  class SMALLINT,
  created TIMESTAMPTZ DEFAULT now()
);
-- The rating that a label comes from: a later one replaces it, an earlier one that arrives late does not.
ALTER TABLE training ADD COLUMN IF NOT EXISTS rated TIMESTAMPTZ;
ALTER TABLE training ADD COLUMN IF NOT EXISTS rating BOOLEAN;
-- Training looks for the labels that came after a model.
CREATE INDEX IF NOT EXISTS training_created ON training (created, id);

CREATE TABLE IF NOT EXISTS predictions (
  id UUID NOT NULL DEFAULT gen_random_uuid() PRIMARY KEY,
  batch_id UUID,
  subject_id TEXT,
  variance DOUBLE PRECISION,
  skewness DOUBLE PRECISION,
  curtosis DOUBLE PRECISION,
  entropy DOUBLE PRECISION,
  prediction VARCHAR(48),
  is_correct BOOLEAN,
  created TIMESTAMPTZ DEFAULT now()
);
ALTER TABLE predictions ADD COLUMN IF NOT EXISTS model_file_name VARCHAR(255);
ALTER TABLE predictions ADD COLUMN IF NOT EXISTS confidence DOUBLE PRECISION;
-- Whether the note may as well be the other, at the accepted risk; NULL where the model does not say.
ALTER TABLE predictions ADD COLUMN IF NOT EXISTS unsure BOOLEAN;
ALTER TABLE predictions ADD COLUMN IF NOT EXISTS rated TIMESTAMPTZ;
-- As it was given, because is_correct flips when the verdict is replaced.
ALTER TABLE predictions ADD COLUMN IF NOT EXISTS rating BOOLEAN;
-- The place in its batch, which tells apart two rows of one subject.
ALTER TABLE predictions ADD COLUMN IF NOT EXISTS position INT;
-- The place in the order of review: the lowest is asked first. Rows without are not asked one by one.
ALTER TABLE predictions ADD COLUMN IF NOT EXISTS review_priority DOUBLE PRECISION;
CREATE INDEX IF NOT EXISTS predictions_review ON predictions (review_priority, id)
  WHERE is_correct IS NULL AND review_priority IS NOT NULL;
-- Lets the console find the models that have ratings, and how recent these are.
CREATE INDEX IF NOT EXISTS predictions_reviewed ON predictions (model_file_name, created)
  WHERE is_correct IS NOT NULL AND review_priority IS NOT NULL;
-- Lets feedback find its rows in a table of any size.
CREATE INDEX IF NOT EXISTS predictions_batch_subject ON predictions (batch_id, subject_id);

-- Lets a rebuild of the cache find the latest batches in a table of any size.
CREATE INDEX IF NOT EXISTS predictions_latest ON predictions (created, batch_id)
  WHERE batch_id IS NOT NULL AND created IS NOT NULL;

CREATE TABLE IF NOT EXISTS jobs (
  id UUID NOT NULL DEFAULT gen_random_uuid() PRIMARY KEY,
  model_file_name VARCHAR(255),
  records INT,
  accuracy DOUBLE PRECISION,
  report JSONB,
  data_prep_time DOUBLE PRECISION,
  training_time DOUBLE PRECISION,
  testing_time DOUBLE PRECISION,
  created TIMESTAMPTZ DEFAULT now()
);
ALTER TABLE jobs ADD COLUMN IF NOT EXISTS version BIGINT;
ALTER TABLE jobs ADD COLUMN IF NOT EXISTS trainer VARCHAR(48);
ALTER TABLE jobs ADD COLUMN IF NOT EXISTS holdout VARCHAR(48);
ALTER TABLE jobs ADD COLUMN IF NOT EXISTS data_sha256 VARCHAR(64);
-- Which model serves after the training, and why.
ALTER TABLE jobs ADD COLUMN IF NOT EXISTS decision JSONB;
-- Training looks for an earlier model of the same rows.
CREATE INDEX IF NOT EXISTS jobs_data ON jobs (data_sha256);
-- The console shows the trainings page by page, newest first.
CREATE INDEX IF NOT EXISTS jobs_created ON jobs (created, id);
-- It looks up the model that serves by its file name, each second.
CREATE INDEX IF NOT EXISTS jobs_model ON jobs (model_file_name);

-- Sets of rows that were not enough to train on, and why, each once.
DO $$
BEGIN
  IF to_regclass('refusals') IS NOT NULL AND to_regclass('skipped_trainings') IS NULL THEN
    ALTER TABLE refusals RENAME TO skipped_trainings;
  END IF;
END
$$;
CREATE TABLE IF NOT EXISTS skipped_trainings (
  data_sha256 VARCHAR(64) NOT NULL PRIMARY KEY,
  reason TEXT NOT NULL,
  created TIMESTAMPTZ NOT NULL DEFAULT now()
);

CREATE SEQUENCE IF NOT EXISTS model_version;

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'ml_readwrite') THEN
    CREATE ROLE ml_readwrite LOGIN;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'ml_readonly') THEN
    CREATE ROLE ml_readonly LOGIN;
  END IF;
END
$$;

-- What the functions may do, and no more: they delete no row, change no feature and no subject, and
-- rewrite no training. Those that are called over HTTP only read, as ml_readonly. One statement, so that a live database is never without grants.
DO $$
BEGIN
  REVOKE CREATE ON SCHEMA public FROM PUBLIC;
  EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
  REVOKE ALL ON predictions, training, jobs, skipped_trainings FROM PUBLIC, ml_readwrite,
    ml_readonly;
  REVOKE ALL ON SEQUENCE model_version FROM PUBLIC, ml_readwrite, ml_readonly;

  GRANT USAGE ON SCHEMA public TO ml_readwrite;
  GRANT SELECT,
    INSERT (id, batch_id, position, subject_id, variance, skewness, curtosis, entropy, prediction,
        model_file_name, confidence, unsure, created, review_priority),
    UPDATE (prediction, model_file_name, confidence, unsure, created, review_priority, is_correct,
        rating, rated)
    ON predictions TO ml_readwrite;
  GRANT SELECT,
    INSERT (id, variance, skewness, curtosis, entropy, class, rated, rating),
    UPDATE (class, rated, rating)
    ON training TO ml_readwrite;
  GRANT SELECT, INSERT ON jobs TO ml_readwrite;
  GRANT SELECT, INSERT ON skipped_trainings TO ml_readwrite;
  GRANT USAGE, UPDATE ON SEQUENCE model_version TO ml_readwrite;

  GRANT USAGE ON SCHEMA public TO ml_readonly;
  GRANT SELECT ON predictions, training, jobs, skipped_trainings TO ml_readonly;
END
$$;
