-- How loud an audio file is along its length, measured once. Derived: to lose it costs nothing but the measuring.
CREATE TABLE "waveforms" (
    "audio_url" TEXT NOT NULL,
    "of_bytes" BIGINT,
    "bars" BYTEA,
    "problem" TEXT,
    "tried_at" TIMESTAMPTZ(3),

    CONSTRAINT "waveforms_pkey" PRIMARY KEY ("audio_url"),
    -- A page draws as many as there are: never more than fit on a bar.
    CONSTRAINT "waveforms_bars_count" CHECK (octet_length("bars") = 200),
    -- Either it was measured or it is known why not, and neither before it was tried.
    CONSTRAINT "waveforms_one_outcome" CHECK ("bars" IS NULL OR "problem" IS NULL),
    CONSTRAINT "waveforms_tried" CHECK ("tried_at" IS NOT NULL OR ("bars" IS NULL AND "problem" IS NULL))
);
