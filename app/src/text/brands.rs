//! What the page of a space's brand says.

use super::Say;

domain::texts! {
    impl Say {
        brand_lead = "Your own name, logo and host name, and mail from your own address, for everybody who works in this space.", "Votre nom, votre logo, votre nom d’hôte et des e-mails depuis votre propre adresse, pour tous ceux qui travaillent dans cet espace.";
        brand_name = "Name", "Nom";
        brand_name_hint = "It stands on the pages of this space, in its mails and in the title of the browser.", "Il figure sur les pages de cet espace, dans ses e-mails et dans le titre du navigateur.";
        brand_logo = "Logo", "Logo";
        brand_logo_hint = "A PNG, JPEG or WebP picture of at most 256 KiB and 1,024 pixels across and down. Without a new one the logo stays.", "Une image PNG, JPEG ou WebP de 256 Kio et de 1 024 pixels de côté au plus. Sans nouvelle image, le logo reste.";
        brand_sender = "Mails come from", "Expéditeur des e-mails";
        brand_sender_hint(domains: &str) = "An address at a domain that this space has proved: {domains}. Left empty, mails come from your provider’s address under your name.", "Une adresse dans un domaine que cet espace a prouvé : {domains}. Sans adresse, les e-mails partent de celle de votre fournisseur, sous votre nom.";
        brand_sender_none = "No domain is proved yet: prove one on the page “Sign-in” of the settings, and an address there can be typed here. Until then mails come from your provider’s address under your name.", "Aucun domaine n’est encore prouvé : prouvez-en un dans les réglages, page « Connexion », pour saisir ici une adresse. D’ici là, les e-mails partent de l’adresse de votre fournisseur, sous votre nom.";
        brand_host = "People open it at", "Adresse de l’espace";
        brand_host_hint(domains: &str, console: &str) = "A host name at a domain that this space has proved, or below one: {domains}. In DNS it must lead to {console} by a CNAME record, or the domain itself by the same addresses. Left empty, the space is opened at your provider’s address.", "Un nom d’hôte d’un domaine que cet espace a prouvé, ou en dessous : {domains}. Dans le DNS, un enregistrement CNAME doit le mener à {console}, et le domaine lui-même aux mêmes adresses. Laissé vide, l’espace s’ouvre à l’adresse de votre fournisseur.";
        brand_host_none = "No domain is proved yet: prove one on the page “Sign-in” of the settings, and a host name there can be typed here.", "Aucun domaine n’est encore prouvé : prouvez-en un dans les réglages, page « Connexion », puis un nom d’hôte de ce domaine pourra être saisi ici.";
        brand_host_on(url: &str) = "The space is opened at {url}, and links in its mails lead there. Whoever signs in there opens this space alone; their account, and other spaces, stay at your provider’s address. Programs and agents use that one too.", "L’espace s’ouvre à l’adresse {url}, où mènent les liens de ses e-mails. Qui s’y connecte n’ouvre que cet espace ; son compte et ses autres espaces restent à l’adresse de votre fournisseur, que les programmes et les agents utilisent aussi.";
        brand_host_off(host: &str) = "{host} does not open the space: its domain is not proved any more. Prove it again on the page “Sign-in” of the settings.", "{host} n’ouvre plus l’espace : son domaine n’est plus prouvé. Prouvez-le de nouveau dans les réglages, page « Connexion ».";
        brand_saved = "What is applied", "Ce qui s’applique";
        brand_preview = "This is how it looks at the top of each page:", "Voici l’en-tête de chaque page :";
        brand_sent_from(name: &str, address: &str) = "Mails come from {name} <{address}>.", "Les e-mails partent de {name} <{address}>.";
        brand_sent_by_name(name: &str) = "Mails come from your provider’s address under the name {name}.", "Les e-mails partent de l’adresse de votre fournisseur, sous le nom {name}.";
        brand_sender_off(address: &str) = "Mails do not come from {address}: its domain is not proved any more. They come from your provider’s address until you prove it again on the page “Sign-in” of the settings.", "Les e-mails ne partent plus de {address} : son domaine n’est plus prouvé. Ils partent de l’adresse de votre fournisseur jusqu’à ce que vous le prouviez de nouveau dans les réglages, page « Connexion ».";
        brand_dns = "So that such mail is not taken for spam", "Pour que ces e-mails ne passent pas pour indésirables";
        brand_dns_spf = "SPF: the TXT record of your domain must name the mail server of your provider; ask them for the part to add, such as include:….", "SPF : l’enregistrement TXT de votre domaine doit nommer le serveur de messagerie de votre fournisseur ; demandez-lui la partie à ajouter, par exemple include:….";
        brand_dns_dkim = "DKIM: your provider’s mail server signs with a key for your domain, and you publish that key as a record; ask them for it. With a DMARC policy on your domain, one of the two must hold, or receivers refuse the mail.", "DKIM : le serveur de messagerie de votre fournisseur signe avec une clé pour votre domaine, que vous publiez dans un enregistrement ; demandez-la-lui. Si votre domaine a une politique DMARC, l’un des deux doit être en place, sinon les destinataires refusent les e-mails.";
        brand_dns_answers = "Answers and mails that cannot be delivered go to that address: let somebody read it.", "Les réponses et les e-mails non distribués arrivent à cette adresse : que quelqu’un la lise.";
        brand_kept(name: &str) = "The brand {name} is saved and not applied. It is there again with a plan that gives it.", "La marque {name} est enregistrée et ne s’applique pas. Elle revient avec une formule qui la comprend.";
        brand_remove_logo = "Remove the logo", "Retirer le logo";
        brand_remove = "Remove the brand", "Retirer la marque";
        brand_remove_text = "Name, logo, sender and host name are forgotten, and pages and mails say your provider’s name again.", "Le nom, le logo, l’expéditeur et le nom d’hôte sont oubliés, et pages et e-mails reprennent le nom de votre fournisseur.";
    }
}
