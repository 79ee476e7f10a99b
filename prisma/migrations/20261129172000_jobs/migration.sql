-- CreateTable
CREATE TABLE "job_progress" (
    "job_id" UUID NOT NULL,
    "done" INTEGER NOT NULL,
    "total" INTEGER,
    "message" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "job_progress_pkey" PRIMARY KEY ("job_id")
);

-- What Prisma's schema cannot say. From here on written by hand.

ALTER TABLE "job_progress"
  ADD CONSTRAINT "job_progress_within_total" CHECK ("done" >= 0 AND "done" <= coalesce("total", "done"));

-- Sends a job in the caller's transaction: it runs if and only if that commits. pg-boss keeps the queues and jobs in a
-- schema of its own, "jobs", which is made after the migrations: this function looks for it when it is called. Where a
-- queue does not exist yet, nothing is sent and the answer is null; scheduled jobs find later what was missed.
--
-- A job with the same name, key and data that is still waiting is used again, so that a hundred changes cause one run.
-- The share lock is what makes this safe: workers take jobs with FOR UPDATE SKIP LOCKED, so nobody begins the job before
-- this transaction has ended, and the run sees what it wrote. After a second a waiting job is left alone, since senders
-- that follow each other without a pause could otherwise hold it back for ever.
CREATE FUNCTION "send_job"("job_name" text, "job_data" jsonb, "job_key" text DEFAULT NULL, "due" timestamptz DEFAULT NULL)
RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE
  job uuid;
BEGIN
  IF to_regclass('jobs.job') IS NULL THEN
    RETURN NULL;
  END IF;
  IF job_key IS NOT NULL THEN
    SELECT j.id INTO job FROM jobs.job AS j
    WHERE j.name = job_name AND j.singleton_key = job_key AND j.state = 'created' AND j.data = job_data
      AND CASE WHEN due IS NULL THEN j.start_after <= now() ELSE j.start_after = due END
      AND greatest(j.created_on, j.start_after) > clock_timestamp() - interval '1 second'
    LIMIT 1
    FOR KEY SHARE OF j SKIP LOCKED;
    IF FOUND THEN
      RETURN job;
    END IF;
  END IF;
  job := gen_random_uuid();
  INSERT INTO jobs.job (
    id, name, data, singleton_key, start_after, created_on, keep_until, expire_seconds, deletion_seconds,
    retry_limit, retry_delay, retry_backoff, retry_delay_max, policy, dead_letter, heartbeat_seconds
  )
  SELECT job, q.name, job_data, coalesce(job_key, job::text), coalesce(due, now()), clock_timestamp(),
         coalesce(due, now()) + q.retention_seconds * interval '1 second', q.expire_seconds, q.deletion_seconds,
         q.retry_limit, q.retry_delay, q.retry_backoff, q.retry_delay_max, q.policy, q.dead_letter, q.heartbeat_seconds
  FROM jobs.queue AS q WHERE q.name = job_name;
  RETURN CASE WHEN FOUND THEN job END;
END
$$;

-- The jobs that a change causes are sent by triggers, by whichever road the change comes.

-- Search finds the words of a document's head, and says when they are spoken.
CREATE FUNCTION "send_refresh_search"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM send_job('refresh-search', '{}', 'all');
  RETURN NULL;
END
$$;
CREATE TRIGGER "documents_refresh_search" AFTER INSERT OR UPDATE OF "head" ON "documents"
  FOR EACH STATEMENT EXECUTE FUNCTION "send_refresh_search"();
CREATE TRIGGER "episodes_refresh_search" AFTER UPDATE OF "duration_seconds" ON "episodes"
  FOR EACH STATEMENT EXECUTE FUNCTION "send_refresh_search"();

-- What is accepted goes to the show's mirror. Where the last attempt failed, the next one has its time already.
CREATE FUNCTION "send_sync_mirrors"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM send_job('sync-mirror', jsonb_build_object('showId', m.show_id), m.show_id::text)
  FROM mirrors AS m
  WHERE m.failures = 0 AND EXISTS (
    SELECT FROM added AS a
    JOIN documents AS d ON d.id = a.document_id
    JOIN episodes AS e ON e.id = d.episode_id
    WHERE e.show_id = m.show_id
  );
  RETURN NULL;
END
$$;
CREATE TRIGGER "log_sync_mirrors" AFTER INSERT ON "log" REFERENCING NEW TABLE AS "added"
  FOR EACH STATEMENT EXECUTE FUNCTION "send_sync_mirrors"();

-- Each webhook has its own job, so that an address that does not answer holds up nobody else's messages.
CREATE FUNCTION "send_deliver_webhooks"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM send_job('deliver-webhook', jsonb_build_object('webhookId', a.webhook_id), a.webhook_id::text)
  FROM (SELECT DISTINCT webhook_id FROM added) AS a;
  RETURN NULL;
END
$$;
CREATE TRIGGER "webhook_deliveries_send" AFTER INSERT ON "webhook_deliveries" REFERENCING NEW TABLE AS "added"
  FOR EACH STATEMENT EXECUTE FUNCTION "send_deliver_webhooks"();

-- A row without bars asks for a measurement.
CREATE FUNCTION "send_measure_waveforms"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM send_job('measure-waveform', jsonb_build_object('audioUrl', a.audio_url), a.audio_url)
  FROM added AS a WHERE a.bars IS NULL;
  RETURN NULL;
END
$$;
CREATE TRIGGER "waveforms_measure" AFTER INSERT ON "waveforms" REFERENCING NEW TABLE AS "added"
  FOR EACH STATEMENT EXECUTE FUNCTION "send_measure_waveforms"();

-- At the next full minute, so that what happens within a minute comes in one mail.
CREATE FUNCTION "send_send_mails"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM send_job('send-mails', '{}', 'all', date_trunc('minute', clock_timestamp()) + interval '1 minute');
  RETURN NULL;
END
$$;
CREATE TRIGGER "notices_send_mails" AFTER INSERT ON "notices"
  FOR EACH STATEMENT EXECUTE FUNCTION "send_send_mails"();
