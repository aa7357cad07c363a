//! What the pages of background work say.

use super::Say;

domain::texts! {
    impl Say {
        jobs_lead = "What is being done for this space in the background, and what became of it. It is kept for 30 days.", "Ce qui se fait en arrière-plan pour cet espace, et ce qu’il en est advenu. Conservé 30 jours.";
        no_jobs = "Nothing is being done", "Rien n’est en cours";
        no_jobs_text = "What takes a while shows here, such as counting the days in another time zone.", "Ce qui demande du temps apparaît ici, par exemple le recomptage des jours dans un autre fuseau horaire.";
        jobs_all = "All jobs", "Toutes les tâches";
        job = "Job", "Tâche";
        job_state = "State", "État";
        job_asked_by = "Asked for by", "Demandée par";
        job_asked_at = "Asked for", "Demandée le";
        job_changed = "Last change", "Dernier changement";
        job_ended_at = "Ended", "Terminée le";
        job_next_try = "Next try", "Prochaine tentative";
        job_progress = "Progress", "Avancement";
        job_usually = "Usually takes", "Durée habituelle";
        job_waits_for = "Waits for", "En attente de";
        job_since(what: &str, since: &str) = "{what}, since {since}", "{what}, depuis le {since}";
        job_step = "Step", "Étape";
        job_steps = "Steps", "Étapes";
        job_waiting = "Waiting", "En attente";
        job_trying_again = "Failed, is tried again", "Échec, nouvelle tentative prévue";
        job_running = "Running", "En cours";
        job_done = "Done", "Terminée";
        job_failed = "Failed", "Échec";
        job_undoing = "Being taken back", "Annulation en cours";
        job_undone = "Failed and taken back", "Échec, tout a été annulé";
        job_cancelled = "Called off", "Annulée";
        job_look_again = "Look again", "Actualiser";
        job_cancel = "Call it off", "Annuler la tâche";
        job_retry = "Begin it again", "Relancer la tâche";
        step_refuse_changes = "Refuse changes", "Refuser les modifications";
        step_note_in_space = "Note it in the space’s own log", "Le noter dans le journal de l’espace";
        step_tell_owners = "Tell the owners", "Prévenir les propriétaires";
    }
}
