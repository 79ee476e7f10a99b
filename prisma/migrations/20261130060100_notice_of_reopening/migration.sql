-- A decision was undone: its author learns that the contribution is waiting again.
ALTER TYPE "notice_kind" ADD VALUE 'reopened';
