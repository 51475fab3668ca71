-- CreateTable
CREATE TABLE "link_candidate" (
    "id" UUID NOT NULL,
    "seller_id" UUID NOT NULL,
    "a_id" UUID NOT NULL,
    "b_id" UUID NOT NULL,
    "link_type" TEXT NOT NULL,
    "match_reason" TEXT,
    "signals" TEXT[],
    "confidence" INTEGER NOT NULL,
    "legacy_only" BOOLEAN NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "verdict" TEXT NOT NULL DEFAULT 'none',
    "verdict_by" TEXT,
    "computed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "link_candidate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "link_work" (
    "interaction_id" UUID NOT NULL,
    "seller_id" UUID NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "link_work_pkey" PRIMARY KEY ("interaction_id")
);

-- CreateIndex
CREATE INDEX "link_candidate_b_id_idx" ON "link_candidate"("b_id");

-- CreateIndex
CREATE INDEX "link_candidate_seller_id_idx" ON "link_candidate"("seller_id");

-- CreateIndex
CREATE UNIQUE INDEX "link_candidate_a_id_b_id_key" ON "link_candidate"("a_id", "b_id");

-- CreateIndex
CREATE INDEX "link_work_due_at_idx" ON "link_work"("due_at");

-- CreateIndex
CREATE INDEX "link_work_seller_id_idx" ON "link_work"("seller_id");

-- CreateIndex
CREATE INDEX "interaction_seller_id_marketplace_product_article_occurred__idx" ON "interaction"("seller_id", "marketplace", "product_article", "occurred_at" DESC);

-- AddForeignKey
ALTER TABLE "link_candidate" ADD CONSTRAINT "link_candidate_seller_id_fkey" FOREIGN KEY ("seller_id") REFERENCES "seller"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "link_work" ADD CONSTRAINT "link_work_seller_id_fkey" FOREIGN KEY ("seller_id") REFERENCES "seller"("id") ON DELETE CASCADE ON UPDATE CASCADE;
