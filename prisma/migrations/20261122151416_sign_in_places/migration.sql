-- CreateTable
CREATE TABLE "sign_in_place" (
    "key" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sign_in_place_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "sign_in_place_seen_at_idx" ON "sign_in_place"("seen_at");
