-- AlterTable
ALTER TABLE "reply_outbox" ADD COLUMN     "policy_version" TEXT,
ADD COLUMN     "text_fingerprint" TEXT;

-- CreateIndex
CREATE INDEX "reply_outbox_seller_id_created_at_idx" ON "reply_outbox"("seller_id", "created_at");
