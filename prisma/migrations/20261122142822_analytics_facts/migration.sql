-- AlterTable
ALTER TABLE "sync_state" ADD COLUMN     "backfill_reached_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "fallback_reading" (
    "seller_id" UUID NOT NULL,
    "nm_id" TEXT NOT NULL,
    "task_id" TEXT,
    "asked_at" TIMESTAMPTZ(3),
    "read_at" TIMESTAMPTZ(3),
    "coverage" DOUBLE PRECISION,
    "due_at" TIMESTAMPTZ(3),
    "lease_until" TIMESTAMPTZ(3),
    "lease_owner" TEXT,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT,

    CONSTRAINT "fallback_reading_pkey" PRIMARY KEY ("seller_id","nm_id")
);

-- CreateTable
CREATE TABLE "analytics_fact" (
    "seller_id" UUID NOT NULL,
    "metric" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "period_start" DATE NOT NULL,
    "period_end" DATE NOT NULL,
    "nm_id" TEXT NOT NULL,
    "slice" TEXT NOT NULL,
    "value" DOUBLE PRECISION NOT NULL,
    "coverage" DOUBLE PRECISION NOT NULL,
    "fetched_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "analytics_fact_pkey" PRIMARY KEY ("seller_id","metric","source","nm_id","period_start","period_end","slice")
);

-- CreateIndex
CREATE INDEX "fallback_reading_due_idx" ON "fallback_reading"("due_at") WHERE (due_at IS NOT NULL);

-- CreateIndex
CREATE INDEX "analytics_fact_seller_id_metric_period_start_idx" ON "analytics_fact"("seller_id", "metric", "period_start");

-- AddForeignKey
ALTER TABLE "fallback_reading" ADD CONSTRAINT "fallback_reading_seller_id_fkey" FOREIGN KEY ("seller_id") REFERENCES "seller"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "analytics_fact" ADD CONSTRAINT "analytics_fact_seller_id_fkey" FOREIGN KEY ("seller_id") REFERENCES "seller"("id") ON DELETE CASCADE ON UPDATE CASCADE;
