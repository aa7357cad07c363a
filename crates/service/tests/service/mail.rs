//! What becomes of mails that a mail server refuses, and who is told.

use domain::{
    HOUR, MINUTE,
    permission::{ManageTeam, ViewTeam},
    plans::Plan,
};
use service::{
    Caller, Service, Source,
    invitations::{self, InviteForm},
    mails, password_resets,
    sign_ups::{self, SignUpForm},
    team::GrantForm,
};
use store::Mode;
use testkit::{Answers, Member, PASSWORD, SmtpServer, World};

async fn sign_up(world: &World, service: &Service, email: &str) -> String {
    let form = SignUpForm {
        email: email.to_owned(),
        password: PASSWORD.to_owned(),
        space: "Acme".to_owned(),
        kind: "company".to_owned(),
        slug: String::new(),
        time_zone: String::new(),
        plan: String::new(),
        interval: String::new(),
    };
    sign_ups::start(service, &world.visitor(), form).await.unwrap().id.to_string()
}

async fn problem(service: &Service, sign_up: &str) -> Option<String> {
    sign_ups::waiting(service, &Caller::local(Source::Page), sign_up).await.unwrap().problem
}

async fn own_problem(service: &Service, member: &Member) -> Option<String> {
    mails::own_problem(service, &member.caller).await.unwrap()
}

/// How many jobs wait, and how many were given up.
async fn jobs(world: &World) -> (i64, i64) {
    let mut tx = world.store.control(Mode::Read).await.unwrap();
    let waiting = tx.raw().number("select count(*) from jobs where state <> 'failed'").await.unwrap();
    (waiting, tx.raw().number("select count(*) from jobs where state = 'failed'").await.unwrap())
}

testkit::both_engines! {
    async fn every_mail_says_that_a_program_sent_it(world: World) {
        let smtp = SmtpServer::start(Answers::default()).await;
        let service = world.server_with_smtp(&smtp.url).await;
        sign_up(&world, &service, "ada@example.test").await;
        service.run_due_jobs().await.unwrap();
        let mails = smtp.mails();
        assert_eq!(mails.len(), 1);
        assert!(mails[0].contains("\nAuto-Submitted: auto-generated\n"), "{}", mails[0]);
    }

    async fn nothing_of_the_database_is_held_while_a_mail_is_sent(world: World) {
        let smtp = SmtpServer::start_beside(Answers::default(), Some(world.store.clone())).await;
        let service = world.server_with_smtp(&smtp.url).await;
        sign_up(&world, &service, "ada@example.test").await;
        service.run_due_jobs().await.unwrap();
        assert_eq!(smtp.mails().len(), 1);
    }

    async fn a_wrong_password_for_the_mail_server_loses_nothing_for_a_day(world: World) {
        let smtp = SmtpServer::start(Answers { login: "535 5.7.8 no", ..Answers::default() }).await;
        let service = world.server_with_smtp(&smtp.url).await;
        let member = world.owner("own@example.test", "Acme", Plan::Professional).await;
        password_resets::start(&service, &world.visitor(), "own@example.test").await.unwrap();
        for _ in 0..24 {
            service.run_due_jobs().await.unwrap();
            world.advance(HOUR - MINUTE);
        }
        assert_eq!((jobs(&world).await, smtp.mails().len()), ((1, 0), 0));
        smtp.answer(Answers::default());
        world.advance(HOUR);
        service.run_due_jobs().await.unwrap();
        assert_eq!((jobs(&world).await, smtp.mails().len()), ((0, 0), 1));
        // Had nobody mended it, it would be given up, and the person told.
        smtp.answer(Answers { login: "535 5.7.8 no", ..Answers::default() });
        let service = world.server_with_smtp(&smtp.url).await;
        password_resets::start(&service, &world.visitor(), "own@example.test").await.unwrap();
        for _ in 0..26 {
            service.run_due_jobs().await.unwrap();
            world.advance(HOUR);
        }
        assert_eq!(jobs(&world).await, (0, 1));
        assert_eq!(own_problem(&service, &member).await.as_deref(), Some(""));
    }

    async fn a_refused_mail_is_told_to_whoever_caused_it(world: World) {
        let refusing = Answers { recipient: "550 5.1.1 <x>: unknown in table 10.0.0.1", ..Answers::default() };
        let smtp = SmtpServer::start(refusing).await;
        let service = world.server_with_smtp(&smtp.url).await;
        let id = sign_up(&world, &service, "ada@example.test").await;
        assert_eq!(problem(&service, &id).await, None);
        service.run_due_jobs().await.unwrap();
        assert_eq!(jobs(&world).await, (0, 1), "it is not tried again, and stays for the operator");
        // The codes and no more: the words may tell of the operator's network.
        assert_eq!(problem(&service, &id).await.as_deref(), Some("550 5.1.1"));
        let member = world.owner("own@example.test", "Beta", Plan::Professional).await;
        let grant = GrantForm { role: "viewer".to_owned(), ..GrantForm::default() };
        let form = InviteForm { emails: "bob@example.test".to_owned(), grant };
        invitations::send(world.team_access::<ManageTeam>(&member).await, &form).await.unwrap();
        password_resets::start(&service, &world.visitor(), "own@example.test").await.unwrap();
        service.run_due_jobs().await.unwrap();
        let pending = invitations::list(&mut world.team_access::<ViewTeam>(&member).await).await.unwrap();
        assert_eq!(pending[0].mail_problem.as_deref(), Some("550 5.1.1"));
        assert_eq!(own_problem(&service, &member).await.as_deref(), Some("550 5.1.1"));
        // The next mail that goes through is the end of it.
        smtp.answer(Answers::default());
        world.advance(HOUR);
        sign_ups::resend(&service, &world.visitor(), &id).await.unwrap();
        password_resets::start(&service, &world.visitor(), "own@example.test").await.unwrap();
        service.run_due_jobs().await.unwrap();
        assert_eq!((problem(&service, &id).await, own_problem(&service, &member).await), (None, None));
    }

    async fn a_server_that_refuses_us_is_no_fault_of_the_address(world: World) {
        for recipient in ["550 relay not permitted", "553 5.7.1 Sender address rejected: not owned by user"] {
            let smtp = SmtpServer::start(Answers { recipient, ..Answers::default() }).await;
            let service = world.server_with_smtp(&smtp.url).await;
            let id = sign_up(&world, &service, "ada@example.test").await;
            service.run_due_jobs().await.unwrap();
            assert_eq!((jobs(&world).await, problem(&service, &id).await), ((1, 0), None), "{recipient}");
            smtp.answer(Answers::default());
            world.advance(HOUR);
            service.run_due_jobs().await.unwrap();
            assert_eq!((jobs(&world).await, smtp.mails().len()), ((0, 0), 1), "{recipient}");
        }
    }

    async fn a_server_that_is_busy_is_asked_again(world: World) {
        let smtp = SmtpServer::start(Answers { recipient: "451 4.3.0 later", ..Answers::default() }).await;
        let service = world.server_with_smtp(&smtp.url).await;
        let id = sign_up(&world, &service, "ada@example.test").await;
        service.run_due_jobs().await.unwrap();
        assert_eq!((jobs(&world).await, problem(&service, &id).await), ((1, 0), None));
        smtp.answer(Answers::default());
        world.advance(MINUTE);
        service.run_due_jobs().await.unwrap();
        assert_eq!((jobs(&world).await, smtp.mails().len()), ((0, 0), 1));
    }
}
