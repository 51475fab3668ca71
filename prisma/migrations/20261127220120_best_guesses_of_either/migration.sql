-- AlterTable
ALTER TABLE "link_candidate" ADD COLUMN     "distance" INTEGER;

-- CreateTable
CREATE TABLE "guess_bar" (
    "interaction_id" UUID NOT NULL,
    "seller_id" UUID NOT NULL,
    "other_id" UUID NOT NULL,
    "is_shown" BOOLEAN NOT NULL,
    "confidence" INTEGER NOT NULL,
    "distance" INTEGER NOT NULL,

    CONSTRAINT "guess_bar_pkey" PRIMARY KEY ("interaction_id")
);

-- CreateIndex
CREATE INDEX "guess_bar_seller_id_idx" ON "guess_bar"("seller_id");

-- AddForeignKey
ALTER TABLE "guess_bar" ADD CONSTRAINT "guess_bar_seller_id_fkey" FOREIGN KEY ("seller_id") REFERENCES "seller"("id") ON DELETE CASCADE ON UPDATE CASCADE;
