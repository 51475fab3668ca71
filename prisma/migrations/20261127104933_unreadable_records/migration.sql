-- CreateTable
CREATE TABLE "unreadable_record" (
    "seller_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "payload" TEXT NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "unreadable_record_pkey" PRIMARY KEY ("seller_id","channel","hash")
);

-- AddForeignKey
ALTER TABLE "unreadable_record" ADD CONSTRAINT "unreadable_record_seller_id_fkey" FOREIGN KEY ("seller_id") REFERENCES "seller"("id") ON DELETE CASCADE ON UPDATE CASCADE;
