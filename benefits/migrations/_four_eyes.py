"""Which triggers keep an author of a draft from controlling or signing it? For the step that brought them and the one
that makes the whole schema."""

from django.db import migrations

# A check constraint sees one row only; who wrote in a draft stands in several.
_FOUR_EYES = """
CREATE FUNCTION benefits_four_eyes() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF EXISTS (SELECT FROM benefits_draftauthor
               WHERE draft_id = NEW.id AND author_id IN (NEW.controlled_by_id, NEW.signed_by_id)) THEN
        RAISE EXCEPTION 'four_eyes: an author of draft % can neither control nor sign it', NEW.id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $body$;
CREATE TRIGGER benefits_draft_four_eyes BEFORE INSERT OR UPDATE OF controlled_by_id, signed_by_id ON benefits_draft
    FOR EACH ROW EXECUTE FUNCTION benefits_four_eyes();

CREATE FUNCTION benefits_no_late_author() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF EXISTS (SELECT FROM benefits_draft
               WHERE id = NEW.draft_id AND NEW.author_id IN (controlled_by_id, signed_by_id)) THEN
        RAISE EXCEPTION 'four_eyes: who controlled or signed draft % can not become its author', NEW.draft_id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $body$;
CREATE TRIGGER benefits_draftauthor_four_eyes BEFORE INSERT ON benefits_draftauthor
    FOR EACH ROW EXECUTE FUNCTION benefits_no_late_author();
"""
_BACK = """
DROP TRIGGER benefits_draft_four_eyes ON benefits_draft;
DROP TRIGGER benefits_draftauthor_four_eyes ON benefits_draftauthor;
DROP FUNCTION benefits_four_eyes, benefits_no_late_author;
"""


def four_eyes() -> migrations.RunSQL:
    return migrations.RunSQL(_FOUR_EYES, _BACK)
