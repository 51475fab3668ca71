-- AlterTable
ALTER TABLE "draft_settings" ADD COLUMN     "llm_reads_questions" BOOLEAN;
