-- AlterTable
ALTER TABLE "reply_outbox" ADD COLUMN     "look_detail" TEXT,
ADD COLUMN     "look_request_id" TEXT;
