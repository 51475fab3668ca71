-- AlterTable
ALTER TABLE "reply_outbox" ADD COLUMN     "draft_id" UUID;
