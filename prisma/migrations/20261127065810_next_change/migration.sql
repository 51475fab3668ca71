-- AlterTable
ALTER TABLE "interaction" ADD COLUMN     "next_change_at" TIMESTAMPTZ(3),
ADD COLUMN     "sla_since" TIMESTAMPTZ(3),
ADD COLUMN     "sla_told" TEXT;

-- What waits now is judged once; from then on each row knows when it is due again.
UPDATE "interaction" SET "next_change_at" = CURRENT_TIMESTAMP WHERE "needs_response";

-- CreateIndex
CREATE INDEX "interaction_next_change_idx" ON "interaction"("next_change_at") WHERE (next_change_at IS NOT NULL);
