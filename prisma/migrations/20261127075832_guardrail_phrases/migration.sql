-- CreateTable
CREATE TABLE "guardrail_phrases" (
    "seller_id" UUID NOT NULL,
    "category" TEXT NOT NULL,
    "phrases" TEXT[],
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "guardrail_phrases_pkey" PRIMARY KEY ("seller_id","category")
);

-- AddForeignKey
ALTER TABLE "guardrail_phrases" ADD CONSTRAINT "guardrail_phrases_seller_id_fkey" FOREIGN KEY ("seller_id") REFERENCES "seller"("id") ON DELETE CASCADE ON UPDATE CASCADE;
