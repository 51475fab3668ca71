-- AlterTable
ALTER TABLE "bulk_item" ADD COLUMN     "draft_id" UUID;
