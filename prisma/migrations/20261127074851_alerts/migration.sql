-- AlterTable
ALTER TABLE "reply_outbox" ADD COLUMN     "failed_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "alert" (
    "id" UUID NOT NULL,
    "seller_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "resolved_at" TIMESTAMPTZ(3),

    CONSTRAINT "alert_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "alert_seller_id_first_seen_at_idx" ON "alert"("seller_id", "first_seen_at");

-- CreateIndex
CREATE UNIQUE INDEX "alert_one_active_key" ON "alert"("seller_id", "code") WHERE (resolved_at IS NULL);

-- CreateIndex
CREATE INDEX "reply_outbox_failed_idx" ON "reply_outbox"("seller_id", "failed_at") WHERE (failed_at IS NOT NULL);

-- CreateIndex
CREATE INDEX "reply_outbox_lost_idx" ON "reply_outbox"("seller_id") WHERE (dismissed_at IS NULL) AND (state = ANY (ARRAY['failed'::text, 'needs_attention'::text, 'moderation_rejected'::text, 'rejected'::text]));

-- AddForeignKey
ALTER TABLE "alert" ADD CONSTRAINT "alert_seller_id_fkey" FOREIGN KEY ("seller_id") REFERENCES "seller"("id") ON DELETE CASCADE ON UPDATE CASCADE;
