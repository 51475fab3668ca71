-- CreateTable
CREATE TABLE "escalation" (
    "interaction_id" UUID NOT NULL,
    "seller_id" UUID NOT NULL,
    "chat_id" UUID,
    "reason" TEXT,
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "waits_until" TIMESTAMPTZ(3),
    "proposed_at" TIMESTAMPTZ(3),

    CONSTRAINT "escalation_pkey" PRIMARY KEY ("interaction_id")
);

-- CreateIndex
CREATE INDEX "escalation_chat_id_idx" ON "escalation"("chat_id");

-- CreateIndex
CREATE INDEX "escalation_seller_id_waits_until_idx" ON "escalation"("seller_id", "waits_until");

-- AddForeignKey
ALTER TABLE "escalation" ADD CONSTRAINT "escalation_seller_id_fkey" FOREIGN KEY ("seller_id") REFERENCES "seller"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "escalation" ADD CONSTRAINT "escalation_interaction_id_fkey" FOREIGN KEY ("interaction_id") REFERENCES "interaction"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "escalation" ADD CONSTRAINT "escalation_chat_id_fkey" FOREIGN KEY ("chat_id") REFERENCES "interaction"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "escalation" ADD CONSTRAINT "escalation_created_by_fkey" FOREIGN KEY ("created_by") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;
