-- CreateTable
CREATE TABLE "draft_settings" (
    "seller_id" UUID NOT NULL,
    "tone" TEXT NOT NULL DEFAULT 'friendly',
    "prepares_ahead" BOOLEAN NOT NULL DEFAULT true,
    "llm_enabled" BOOLEAN,
    "llm_provider" TEXT,
    "llm_model" TEXT,
    "sealed_key" TEXT,
    "key_mask" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "draft_settings_pkey" PRIMARY KEY ("seller_id")
);

-- CreateTable
CREATE TABLE "draft" (
    "id" UUID NOT NULL,
    "seller_id" UUID NOT NULL,
    "interaction_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "fallback_reason" TEXT,
    "intent" TEXT,
    "sentiment" TEXT,
    "reason" TEXT,
    "needs_escalation" BOOLEAN NOT NULL DEFAULT false,
    "escalation_reason" TEXT,
    "provider" TEXT,
    "model" TEXT,
    "prompt_version" TEXT NOT NULL,
    "policy_version" TEXT NOT NULL,
    "content_hash" TEXT NOT NULL,
    "subject_hash" TEXT NOT NULL,
    "latency_ms" INTEGER NOT NULL,
    "explanation" JSONB NOT NULL DEFAULT '{}',
    "is_ahead" BOOLEAN NOT NULL DEFAULT false,
    "is_cached" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "shown_at" TIMESTAMPTZ(3),
    "superseded_at" TIMESTAMPTZ(3),

    CONSTRAINT "draft_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "draft_turn" (
    "interaction_id" UUID NOT NULL,
    "seller_id" UUID NOT NULL,
    "asked_at" TIMESTAMPTZ(3),
    "asked_by" TEXT,
    "is_forced" BOOLEAN NOT NULL DEFAULT false,
    "due_at" TIMESTAMPTZ(3),
    "lease_until" TIMESTAMPTZ(3),
    "lease_owner" TEXT,

    CONSTRAINT "draft_turn_pkey" PRIMARY KEY ("interaction_id")
);

-- CreateIndex
CREATE INDEX "draft_interaction_id_created_at_idx" ON "draft"("interaction_id", "created_at");

-- CreateIndex
CREATE INDEX "draft_seller_id_created_at_idx" ON "draft"("seller_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "draft_one_current_key" ON "draft"("interaction_id") WHERE (superseded_at IS NULL);

-- CreateIndex
CREATE INDEX "draft_turn_due_at_idx" ON "draft_turn"("due_at");

-- CreateIndex
CREATE INDEX "draft_turn_seller_id_idx" ON "draft_turn"("seller_id");

-- AddForeignKey
ALTER TABLE "draft_settings" ADD CONSTRAINT "draft_settings_seller_id_fkey" FOREIGN KEY ("seller_id") REFERENCES "seller"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draft" ADD CONSTRAINT "draft_seller_id_fkey" FOREIGN KEY ("seller_id") REFERENCES "seller"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draft" ADD CONSTRAINT "draft_interaction_id_fkey" FOREIGN KEY ("interaction_id") REFERENCES "interaction"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draft_turn" ADD CONSTRAINT "draft_turn_interaction_id_fkey" FOREIGN KEY ("interaction_id") REFERENCES "interaction"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draft_turn" ADD CONSTRAINT "draft_turn_seller_id_fkey" FOREIGN KEY ("seller_id") REFERENCES "seller"("id") ON DELETE CASCADE ON UPDATE CASCADE;
