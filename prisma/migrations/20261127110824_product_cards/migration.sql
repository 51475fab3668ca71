-- CreateTable
CREATE TABLE "product_card" (
    "nm_id" TEXT NOT NULL,
    "name" TEXT,
    "brand" TEXT,
    "category" TEXT,
    "subcategory" TEXT,
    "description" TEXT,
    "options" JSONB NOT NULL DEFAULT '[]',
    "compositions" JSONB NOT NULL DEFAULT '[]',
    "image_url" TEXT,
    "fetched_at" TIMESTAMPTZ(3),
    "wanted_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3),
    "lease_until" TIMESTAMPTZ(3),
    "lease_owner" TEXT,
    "failures" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "product_card_pkey" PRIMARY KEY ("nm_id")
);

-- CreateIndex
CREATE INDEX "product_card_due_at_idx" ON "product_card"("due_at");
