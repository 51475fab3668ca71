-- AlterTable
ALTER TABLE "reply_outbox" ADD COLUMN     "files" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "lost_file_count" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "reply_file" (
    "id" UUID NOT NULL,
    "seller_id" UUID NOT NULL,
    "upload_key" TEXT NOT NULL,
    "reply_id" UUID,
    "name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "forget_at" TIMESTAMPTZ(3),

    CONSTRAINT "reply_file_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "reply_file_reply_id_idx" ON "reply_file"("reply_id");

-- CreateIndex
CREATE UNIQUE INDEX "reply_file_seller_id_upload_key_key" ON "reply_file"("seller_id", "upload_key");

-- AddForeignKey
ALTER TABLE "reply_file" ADD CONSTRAINT "reply_file_seller_id_fkey" FOREIGN KEY ("seller_id") REFERENCES "seller"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reply_file" ADD CONSTRAINT "reply_file_reply_id_fkey" FOREIGN KEY ("reply_id") REFERENCES "reply_outbox"("id") ON DELETE CASCADE ON UPDATE CASCADE;
