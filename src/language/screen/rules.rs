//! The phrases that commit, by kind, with what excuses each.

use super::FindingKind::{self, *};
use Excuse::*;

/// Whether a refusal or a referral before the phrase lets it pass.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Excuse {
    /// It commits whatever stands before ("nobody gets denied", "I'm not a bot").
    Never,
    /// "I can't promise …"
    Refusal,
    /// That, or "a teammate will explain …", "questions about … go to".
    Referral,
    /// The mere subject: let through in a sentence that refuses, refers or asks, before the word or after it.
    Subject,
}

pub type Rule = (FindingKind, Excuse, &'static str);

/// The rules; in each, `~` stands for up to three words and a space.
pub const RULES: &[Rule] = &[
    // Subjects that are a person's; a statement about one commits in words no list foresees.
    (
        Contract,
        Subject,
        r"contracts?\b|agreements?\b|deposits?\b|refund\w*|down payments?\b|leas(?:e|es|ed|ing)\b|warrant(?:y|ies|ied)\b|coverage\b|(?:money|cash|deposit) (?:\w+ ){0,3}(?:returned|back)\b|contratos?\b|acuerdos?\b|deposito\b|reembolso\b|enganche\b|garantias?\b|cobertura\b|arrendamiento\b|devolucion\b|compra (?:esta|queda)",
    ),
    (
        Contract,
        Refusal,
        r"(?:we|i) (?:~)?(?:sold|sell|give|gave|are giving|signed over) (?:you|it to you|her to you|this to you|that to you)|(?:belongs|goes) to you\b|(?:eso|esto|lo|la|todo) (?:lo |la )?cubre\b|you (?:may|can) (?:return|exchange|cancel) (?:it|the (?:car|truck|vehicle|suv))",
    ),
    (
        Legal,
        Subject,
        r"laws?\b|legal\b|legally\b|illegal\w*|unlawful\w*|courts?\b|judges?\b|jury\b|lawsuits?\b|su(?:e|ed|ing)\b|attorneys?\b|lawyers?\b|(?:your|consumer|buyer|buyers|legal|the|their) rights\b|right to (?:cancel|return|a |sue|refund|rescind|withdraw|know|have)|liab\w+|statut\w+|regulations?\b|fraud\w*|(?:our|your|their|his|her) fault\b|responsibility for\b|ley\b|leyes\b|legales?\b|legalmente|corte\b|juez\b|tribunal\w*|demand(?:ar\w*|as?|en)\b|abogad[oa]s?\b|derechos\b|(?:su|tu|el|un) derecho\b|derecho (?:a|de)\b|culpa\b|fraude\w*|culpables?\b",
    ),
    (
        Promo,
        Subject,
        r"promos?\b|promotions?\b|promotional\b|rebates?\b|coupons?\b|vouchers?\b|bonus(?:es)?\b|incentives?\b|giveaways?\b|prizes?\b|clearance (?:sale|event|price|model|unit)s?|gifts?\b|freebies?\b|specials\b|(?:a|our|the|this|that|any|great|weekend|monthly) (?:weekly |monthly |current |new )?special\b(?: |[.!,]|$)(?:through|on|for|this|that|price|deal|going|running|today|until|,|right|$)?|(?:current|our|these|those|latest|special|the|an|any|great|some) offers?\b|offer (?:is|ends|runs|expires|good|valid)|everyone who buys|everybody who buys|anyone who buys|ofertas?\b|promocion(?:es)?\b|bonos?\b|cupon(?:es)?\b|incentivos?\b|regalos?\b|gratis\b|bonificacion\w*|meses sin\b|meses gratis",
    ),
    (
        Discount,
        Subject,
        r"discount\w*|savings\b|descuentos?\b|rebajas?\b|(?:lose|losing|skip|forget|drop|remove|eat|absorb|credit) (?:~)?fees?\b|mas (?:barat|economic)\w+|(?:flexibility|give|room|leeway|slack|play) (?:~)?(?:number|price|figure|sticker|msrp)",
    ),
    (
        Promise,
        Subject,
        r"approv(?:ed?|als?|es|ing)\b|loans?\b|preapprov\w+|credit (?:is|will|gets|looks|application|check|approval|goes|passes|clears)|creditworthy|get(?:ting)? financed|financed\b|aprob(?:ad|ar|amos|acion)\w*|aprueb\w+|prestamos?\b|credito\b|es un hecho|(?:le|te|lo) dan (?:el|su|un|tu) ",
    ),
    (
        Promise,
        Refusal,
        r"(?:we|i|we'll|i'll) (?:~)?(?:stand(?:s|ing)? (?:behind|by)|see to it|guarantee|make good on|follow through|deliver on|put (?:~)?in your name)|you(?:'re| are)?(?: will|'ll)? ?(?:definitely|certainly|absolutely|surely|100%|for sure|easily) (?:get|getting|going|own|drive|be|have|qualify|leave)|nobody (?:will|is going to|can|gets to|touches|buys|takes)|no one (?:will|is going to|can|gets to|touches|buys|takes)|nobody touches|i(?:'ll| will) (?:personally|see that|see to|make certain|make sure (?:nobody|no one|it's|it is|you|that))|locked into|we'll make sure (?:nobody|no one|it|you)",
    ),
    (
        Competitor,
        Never,
        r"(?:any|some)where else|elsewhere|next door|(?:the|that|those|their|his|another|other|a|any|no other|every other) (?:~)?(?:dealer|dealers|dealership|dealerships|lot|lots|store|stores|shop|shops|place|places|salesman|garage) (?:in|on|at|near|over|by|from|next|down|across|outside|around) (?:~)?(?:is|has|have|was|are|will|lies?|cheats?|charges?|sells?|can't|won't|never|always|only|offers?|treats?|overcharges?|gives?|adds?|hides?|does|doesn't|don't|tries|said|told|town|corner)\b|(?:no|any|every) other (?:dealers?|dealerships?|stores?|places?|lots?|shops?)|(?:toyota|honda|ford|chevy|chevrolet|nissan|mazda|kia|hyundai|subaru|jeep|ram|dodge|bmw|lexus|gmc|vw|tesla) (?:of [a-z]+(?: [a-z]+)?|store|dealer|dealership|place|guys|people|lot)(?: [a-z]+)? (?:lies?|cheats?|is (?:bad|worse|terrible|awful|dishonest|a)|has (?:bad|terrible|poor|awful)|will (?:lie|cheat|rip|try|charge)|charges?|overcharges?|won't|can't|never|always|treats?|hides?|adds?|gouges?)",
    ),
    (
        Competitor,
        Never,
        r"(?:toyotas?|hondas?|fords?|chevys?|chevrolets?|nissans?|mazdas?|kias?|hyundais?|subarus?|jeeps?|rams?|dodges?|bmws?|gmcs?|vws?|volkswagens?|teslas?|buicks?|audis?|civics?|camrys?|accords?|f-?150s?|escapes?|rogues?|cr-?vs?|altimas?|explorers?|silverados?)(?:'s)? (?:~)?(?:awful|terrible|horrible|bad|worse|worst|poor|poorly|weak|ugly|cheaply|flimsy|problematic|lousy|mediocre|failing|fails?|recalled constantly|unsafe|dangerous|boring|disappointing|obsolete|outdated)\b|(?:awful|terrible|horrible|bad|lousy|poor|shoddy|cheap) (?:quality|cars?|trucks?|brand|build|reliability|dealers?|reviews)|(?:otr[oa]s?|ningun|ninguna|ningun otro|ninguna otra|cualquier|es[eoa]s?|aquell?[oa]?s?) (?:otr[oa] )?(?:agencias?|dealers?|lugar(?:es)?|concesionarios?|lotes?|tiendas?|distribuidor(?:es)?|taller(?:es)?|vendedores|parte|lado) |(?:mala|malas) (?:fama|calidad|opiniones|resenas)|(?:los|las|un|una) (?:ford|chevy|honda|toyota|nissan|kia|hyundai|jeep|mazda|subaru|tesla)s? (?:~)?(?:malos?|malas?|peor(?:es)?|fallan?|descomponen?|no sirven?|no duran?|salen mal\w*)|se descompone\w*|le van a (?:robar|enganar|ver la cara|cobrar de mas)",
    ),
    (
        Impersonation,
        Never,
        r"i (?:work|live|sit|sat|drive|drove|own|owned|eat|ate|sleep|slept|sell|sold|grew|met|commute|walk|walked|stand|stood|feel|bought|raced|wake|woke|breathe|am alive|went (?:there|to|out)|came in|was (?:born|driving|there|in the)|used to|have a (?:pulse|body|face|desk|wife|husband|family|life|commission|boss|beard))\b|one of (?:the|our|their) (?:~)?(?:managers?|salespeople|salesmen|reps?|people|humans?|employees|staff|advisors|consultants|owners|technicians)(?: here|[.!]|$)|(?:just|only|simply|merely) (?:me|a (?:~)?(?:guy|person|human|gal|woman|man|girl|dude|salesman|salesperson|rep))\b|(?:i'm|i am) (?:~)?(?:alive|human|breathing|off at|on my (?:break|lunch|phone|way)|at my desk|in the (?:office|showroom|back)|behind the (?:desk|counter))|no (?:hay|somos|es) (?:~)?(?:robots?|bots?|maquinas?|computadoras?)|humano\b(?:,|\.|!| como| igual|$)|(?:yo )?(?:trabajo|vivo|manejo|vendo|estoy sentad[oa]|estoy en mi|creci|nací) (?:~)?(?:agencia|ventas|aqui|taller|concesionario|piso|oficina|dealer|carros|autos|escritorio)|tus? servidor(?:a)?\b|su servidor(?:a)?\b",
    ),
    (
        Promise,
        Subject,
        r"banks?\b|lenders?\b|banco\b|bancos\b|financiera\b|credit union|passed credit|propuesta\b|(?:your|that|this|the|their) (?:offer|proposal)\b",
    ),
    (
        Promise,
        Refusal,
        r"you(?:'ll| will|'d| would| are going to|'re going to) (?:~)?(?:leave (?:here |the lot |today )?(?:with|in|happy)|drive (?:it )?(?:home|off|away|out)|walk (?:out|away) with|own (?:it|a|the|your)|owe (?:nothing|us nothing|less)|win|pay (?:less|nothing|no|only)|save|love (?:it|the price)|get (?:the keys|approved|it|that|what you|everything|a yes|your money|more for)|have (?:it|the keys|your car) by)|(?:we|i|we'll|i'll|we'd|i'd)(?: will| would| can| could| might| may| definitely| gladly)* (?:be )?(?:willing|happy|glad|ready|prepared)? ?(?:to )?(?:take (?:that|your offer|it\b|you up)|accept|agree to|sell (?:it|you|that|her|him)|do (?:a lot |much |way |even )?better\b|let it go|let you have)|(?:works|good|fine|acceptable|okay) (?:for|with|by) us\b|(?:is|are|'s|been|it's|spot|place|unit|car|truck) (?:~)?(?:secured|in the bag|sealed|locked up|as good as|a sure)|sold sign|(?:put|set|place|tuck|hold|pull) (?:it|that one|this one|one|that|her|him) (?:aside|away|back|off)|that's (?:certain|a fact|for certain|settled|a given)|(?:everything|it)(?:'ll| will)? (?:all )?(?:go(?:es)?|work(?:s)?|sail) (?:right )?(?:through|out)|^done!|^done[.,]|count on (?:a|an|your|us|getting|your)|no way (?:the|they|it|we|you)|personal (?:assurance|guarantee|word)|put (?:~)?(?:under|in) your name|secured for you|(?:we|i) (?:back|vouch for) (?:that|it|every)|cross(?:ed)? my|nadie (?:~)?(?:va a (?:ganar|quitar|comprar|llevar)|gana|quita|lleva)|(?:dice|dira|diran|dicen) que si\b|se lo lleva|se la lleva (?:hoy|manana|por|en)|(?:pasa|entra|sale) (?:porque|seguro|fijo|si o si)|si o si\b|dal[oa] por|cuente con|(?:le|te) queda (?:apartad|guardad|reservad)",
    ),
    (
        Contract,
        Subject,
        r"signatures?\b|signed\b|firmas?\b|firmar\b|firmad[oa]s?\b|bumper to bumper|powertrain (?:for|is|plan)|new owner\b|(?:ya es|eres|usted es|ahora es) (?:el|la|su) (?:nuev[oa] )?duen[oa]|if you (?:cancel|back out|change your mind|return it)|si (?:cancela|se arrepiente|lo regresa|la regresa|cambia de (?:opinion|idea))|owe anything|the sale\b|esta venta|la venta\b",
    ),
    (
        Legal,
        Subject,
        r"case against|(?:don't|doesn't|do not|won't|no need) (?:~)?(?:have to|need to|must|required to|to) (?:register|insure|title|inspect|smog|report|disclose|pay taxes|declare)|unconstitutional|penal code|civil code|sue\b|warranty act|(?:required|obligated|obliged|forced|allowed|permitted|prohibited|forbidden) (?:to|from|by)\b (?:law|refund|repair|replace|give|pay|honor|return|accept|take)|obligad[oa]s? a",
    ),
    (
        Promo,
        Subject,
        r"free\b|gratuit[oa]s?\b|(?:extra|something|some|a little|a bit) off\b|(?:anniversary|holiday|summer|spring|winter|fall|weekend|special|seasonal|lealtad|loyalty|rewards?) (?:sale|cash|event|program|pricing|financing|savings|points)\b|venta (?:de|especial|nocturna)|black friday|cyber monday|buen fin|buy (?:two|three|one|four) |refer a friend|bring a friend|referral\b|points? (?:on|for|toward)|sweepstake\w*|savings event|employee pricing|this deal\b|the deal\b|deals\b",
    ),
    (
        Discount,
        Subject,
        r"(?:we|i|they|they'll|we'll|i'll|manager) (?:can|could|might|will|would|may|'ll) (?:~)?(?:go (?:lower|down|under)|come (?:down|lower)|do less|drop it|lower it|cut (?:you|it)|beat it|be flexible|budge|negotiate|haggle)|(?:price|number|figure|sticker|cost|msrp) (?:~)?(?:give|room|flexible|flexibility|soft|negotiable|margin|move|movement|play)\b|margen (?:para|de|en)|atencion (?:en|con|especial)|(?:puede|pueden|podemos|puedo|podria|podriamos|se le puede|le puedo) (?:~)?(?:bajar\w*|rebajar\w*|negociar\w*|mejorar\w*|ajustar\w* (?:el|en)|descontar\w*)|negociar\b|mejor oferta|buena oferta",
    ),
    (
        Competitor,
        Never,
        r"(?:^|[.!?] )their (?:~)?(?:service|sales|staff|people|prices?|cars?|trucks?|department|team|quality|reviews|techs|reputation|inventory)\b|(?:crazy|dumb|foolish|nuts|stupid|silly|sorry|regret|mistake) (?:~)?(?:to buy|to go|buying|going|to trust|to get|to shop)|(?:treat|serve|pay|value|care) (?:~)?better than|better than (?:~)?(?:dealers?|of [a-z]+|dealerships?|stores?|they do|they will)|(?:toyota|honda|ford|chevy|chevrolet|nissan|mazda|kia|hyundai|subaru|jeep|ram|dodge|bmw|lexus|gmc|vw|tesla) (?:store|dealer|dealership|place|guys|folks|people) (?:~)?(?:burned|burns|hurt|lied|lies|cheated|cheats|ripped|rips|scammed|treats?|treated|screwed|charges|charged|is|are|was|has|won't|will)|(?:they|they're|they are) (?:all |just |always )*(?:cheat|steal|stole|overprice|horrible|terrible|awful|dishonest|shady|slow|expensive|more expensive|rude|lousy)|(?:a|an|any|the) (?:kia|ford|honda|toyota|chevy|nissan|hyundai|jeep|mazda|tesla|subaru|dodge) (?:~)?(?:won't|will not|can't|doesn't|never) (?:last|hold|compare|make it|run|start|keep)|los (?:nissan|ford|honda|toyota|chevy|kia|hyundai|jeep|mazda|dodge)s? no",
    ),
    (
        Impersonation,
        Never,
        r"(?:^|[.!?,] )(?:been|i've been|have been) (?:selling|working|doing this|in (?:sales|the (?:car|auto) business))|not (?:talking|chatting|speaking|writing|texting) (?:to|with) (?:~)?(?:software|machine|computer|bot|robot|program|ai)\b|no (?:esta|estas|habla|hablas) (?:hablando |chateando |platicando )?con (?:una? )?(?:maquina|bot|robot|computadora|programa|ia)\b|got (?:two|three|four|one|a couple of|some|my own) (?:kids|boys|girls|dogs|grandkids)|yo (?:tambien|misma?|personalmente)\b|tan human[oa]|mi (?:jefe|jefa|gerente|turno|comision)\b",
    ),
    (
        Pii,
        Subject,
        r"(?:owner|customer|buyer|seller|client|lady|shopper|driver|neighbor)'s (?:~)?(?:name|address|phone|number|email|cell|home|loan|payment|file|account)\b|(?:person|one|lady|guy|man|woman|couple|customer|client|buyer|owner|family) (?:before|who|that|ahead|yesterday|last week)(?: [a-z]+){0,4} (?:was|is|were|named|called) [a-z]+|se llama(?:ba)? [a-z]+|(?:is|was|were) named [a-z]+|customers? named|(?:mr|mrs|ms|sr|sra|don|dona)\.? [a-z]+ (?:owes|has|had|bought|paid|lives|leased|traded|debe|tiene|compro|pago|vive|trajo|vendio)\b|(?:clienta?|duen[oa]|senora?|comprador[a]?) (?:de (?:ayer|antes|la semana)|anterior|pasad[oa])",
    ),
    // Promises
    (Promise, Refusal, r"guarant(?:ees?|eed|eeing|y|ied)|warranted"),
    (
        Promise,
        Refusal,
        r"(?:i|we|i'll|we'll|i'd|i can|we can|i will|we will) (?:~)?(?:promise|swear|assure|vow|pledge|commit to)|promise you|my word|pinky|(?:can|could) trust me|trust me|cross my heart|rest assured|count on (?:it|that|me|us)|bank on (?:it|that)|take (?:it|that|this) to the bank|no (?:doubt|question) about it|(?:without|beyond) (?:a |any )?doubt|(?:that's|it's|this is|is) a promise|scout's honor|on my (?:honor|life|mother)",
    ),
    (
        Promise,
        Refusal,
        r"(?:is|are|seems|looks|feels|100% |a hundred percent |one hundred percent |absolutely |dead )(?: ?)(?:certain|assured|a sure thing|a lock|a given|a slam dunk|locked in|in the bag)|(?:will|'ll|would) (?:definitely|certainly|absolutely|surely|undoubtedly|positively)",
    ),
    (
        Promise,
        Refusal,
        r"(?:you're|you are|you'll be|you will be|you've been|you have been|you get|you'll get|you will get|you would be|you'd be|consider yourself|everyone(?:'s| is| gets)?|everybody(?:'s| is| gets)?|anyone (?:is|gets)|loan (?:is|was|has been|will be)|application (?:is|was|has been|will be)|credit (?:is|was|has been)|financing (?:is|was|has been)|got you|get you|getting you|gets you) (?:~)?(?:pre-? ?)?(?:approved?|qualified|preapproved|prequalified|financed)|approval is|instant (?:approval|credit)|(?:easy|fast|quick|automatic|sure) approval|approved (?:today|on the spot|no matter|already|for the|for any|for up|regardless|right now)|we (?:~)?(?:approve|finance) (?:every|any|all)|(?:you|you'd|you'll) (?:~)?qualify for|you (?:would |will |do |definitely |easily |certainly |already )?qualify\b|pass(?:es)? the credit check|credit (?:won't|will not|doesn't) (?:be a |matter)|bank (?:will|would|is going to|has) (?:~)?(?:approved?|say yes|take|ok)|lender (?:will|would|has) (?:~)?(?:approved?|say yes|ok)",
    ),
    (
        Contract,
        Never,
        r"(?:won't|don't|will not|do not|never) owe (?:us )?(?:a |any|anything|one)|owe(?:s)? (?:us )?nothing|no (?:debe|deberia|deberas|debes) nada",
    ),
    (
        Promise,
        Never,
        r"(?:you )?(?:won't|will not|can't|cannot|never|nobody|no one|no-one)(?: (?:ever|be|is|gets?|going to|will be|has been|was|going to be))* (?:denied|declined|turned down|rejected|refused)|no credit check|bad credit(?:,| is)? (?:ok|okay|no problem|fine|welcome|accepted)|no credit,? no problem|(?:won't|will not|not going to|never going to) (?:sell|let|give) (?:it|that|this|her|him|them|one|anyone|anybody|the)|nobody else|no one else (?:can|will|gets|is)|off the market|(?:won't|will not|never) (?:~)?(?:regret|find (?:a |it )?(?:better|lower|cheaper|for less)|break down|have (?:any |a )?(?:problems?|issues?|trouble))|can't lose|nothing to lose|risk[- ]free|no risk|no strings|worry[- ]free|no matter what|without fail|come what may|rain or shine i",
    ),
    (
        Promise,
        Refusal,
        r"(?:hold(?:ing)?|reserv(?:e|ed|ing)|sav(?:e|ed|ing)|keep(?:ing)?|kept|set(?:ting)? aside|lock(?:ed|ing)?(?: in| down)?|stash(?:ing|ed)?|park(?:ing|ed)?|hide|hiding|put(?:ting)? (?:aside|away)|earmark(?:ed)?|held) (?:it|that|this|that one|this one|one|them|her|him|the [a-z0-9-]+|that [a-z0-9-]+|this [a-z0-9-]+|your [a-z0-9-]+|a [a-z0-9-]+)(?: [a-z0-9-]+){0,2} (?:for (?:you|y'all|ya|your|the day|the night|the weekend|an? |[0-9]+|two|three|a few)|until|til|till|aside|back|on hold|with your name|overnight|all (?:day|week|weekend|night)|off the|from other|as long as|through|here|open)",
    ),
    (
        Promise,
        Refusal,
        r"(?:i'll|i will|we'll|we will|i can|we can|i've|we've|i have|we have|let me|gonna|going to|happy to|i'm|we're) (?:~)?(?:hold(?:ing)?|held|set aside|put aside|lock in|locked in|reserved|reserve) (?:it|that|this|one|that one|this one|her|him|them|the (?:car|truck|suv|vehicle|van|unit|price|rate|deal|[a-z0-9-]+ (?:for you|until|till)))|(?:hold|dibs|name) on (?:it|that|this|the (?:car|truck|suv|vehicle|van|one))|(?:on hold|reserved|set aside|held|saved|put away) for (?:you|your)|your name(?:'s| is)? (?:on|all over)|hold it\b|hold that (?:car|truck|one|suv|unit)|first in line|it(?:'ll| will) (?:still )?be (?:here|waiting|yours|available|on the lot)|still be here (?:when|for|waiting)",
    ),
    (
        Promise,
        Refusal,
        r"(?:we|i|they|manager|store|dealership)(?:'ll| will| can| do| always| gladly| happily| would| could|'d| must| shall)* (?:honor|match|beat|stand by|top)\b|honor (?:that|the|this|your|any|it)|price[- ]match|(?:match|beat|top) (?:any|their|that|the|his|her|your|all|every) (?:~)?(?:price|offer|quote|deal|number|figure|dealer|competitor|written|trade)|beat (?:it|that|them|anyone|anybody) by|standing by (?:that|the|this) (?:price|number|figure|quote|deal)",
    ),
    (
        Promise,
        Refusal,
        r"(?:i|we|i'd|we'd|they|i think i|i think we|manager) (?:can|could|will|'ll|would|might) (?:~)?(?:do (?:that|it|this|those|these|better|you better|something|a lot better)(?: (?:price|number|figure|deal|for|at|one|payment|rate|on))|do (?:better|the deal|a deal|business|something)|make (?:that|it|this|the|those|a) (?:~)?(?:happen|work|deal|numbers?|price)|work (?:something|a deal|the numbers|with (?:your|that) (?:budget|number|credit|offer|figure))|swing (?:it|that)|pull (?:it|that) off|get you (?:~)?(?:into|in|there|down|done|that|to|at|under|a better|the best|a great|what you)|live with (?:that|it)|squeeze|sweeten|stretch)|make (?:it|that|this|the numbers) (?:happen|work)|work something out|work with you on|sharpen (?:my|the|our) pencil|take (?:good )?care of you|make it right|make it up to you|make sure you (?:get|leave|walk|drive|are (?:happy|approved))|throw(?:ing)? in (?:a|an|the|some|free|your|all|[a-z]+ (?:mats|tint|tires))|throw (?:those|them|that|it) in|sweeten (?:the|it|that)|we'll (?:cover|pay|include|absorb|eat|handle) (?:~)?(?:the|your|all|any|every)(?: [a-z]+)? ?(?:cost|fees?|tax|taxes|payment|loan|balance|difference|repairs?|bill|shipping|delivery|deductible|off)|pay off your|on the house|it's on us|is on us|are on us|my treat|(?:is|it's) our treat",
    ),
    (
        Promise,
        Refusal,
        r"(?:you've|you have|you|we've|we have|we|i've|i) (?:just |officially )?(?:got|have|made|struck|reached) (?:yourself )?(?:a|an|our) (?:deal|agreement|bargain)|(?:it's|that's|it is|that is|sounds like|call it|consider it|got) (?:yourself )?a (?:done )?deal|done deal|^deal\b|, deal\b|\bdeal!|deal (?:is|was)(?: now)? (?:done|closed|set|final|struck|made|yours|on)|shake(?:s|n)? on (?:it|that)|handshake|shook on|^agreed\b|(?:i|we) (?:hereby )?(?:agree|accept|consent)(?: |$|[.!])|(?:your|the|that) offer (?:is|was|has been|looks) (?:~)?(?:accepted|good|approved|fine)|^sold\b|sold!|consider it (?:done|sold|yours|handled|settled)|(?:is|it's|that's) settled|say (?:yes|the word) and it|you(?:'re| are) all set to (?:own|buy)|yes,? (?:you can have|it's yours)|(?:have|take) it for",
    ),
    (
        Promise,
        Refusal,
        r"safe to (?:keep |still )?(?:driv(?:e|ing)|operate|use|tow)|perfectly (?:safe|fine) to|(?:won't|will not|can't|never) (?:~)?(?:rust|break|fail|crash|lose value)|never (?:been )?(?:in an accident|let you down|fails?|breaks?)|(?:lasts?|good|run(?:s)?) (?:forever|for life|for years to come|a lifetime|another [0-9a-z,]+ miles)|will last|top dollar|(?:will|'ll) be (?:ready|delivered|done|finished|fixed|here|there) (?:~)?(?:guaranteed|for sure|no later|without|100)|for sure (?:approved|yours)|(?:approved|yours|ready|qualify|get it|happen) for (?:sure|certain)|we (?:will|'ll|can) (?:~)?(?:fix|repair|replace) (?:it|that|this|everything|your car) (?:~)?(?:free|no (?:cost|charge)|on us|at no)",
    ),
    (
        Promise,
        Refusal,
        r"garantiz\w+|garantizo|(?:te|le|se|les) (?:lo |la )?(?:aseguro|aseguramos|garantizo|prometo|prometemos|juro|juramos)|(?:se )?(?:lo|la) (?:aseguro|prometo|juro|garantizo)|aseguro que|prometo|prometemos|lo juro|palabra de honor|mi palabra|nuestra palabra|cuent[ae]n? con (?:ello|eso|que|el descuento|su|tu|la|el)|(?:dal[oa]|del[oa]) por hecho|trato hecho|es un trato|tenemos (?:un )?trato|hay trato|cerramos (?:el )?trato|trato cerrado|negocio cerrado|^hecho\b|^aceptad[oa]\b|^accepted\b|con seguridad (?:lo|le|te|se|va|la)|seguro que (?:si|se|le|te|lo|la|califica|aprueb|sale|queda)|sin (?:duda|falta|lugar a dudas)|(?:ten|tenga) (?:la seguridad|por seguro)|ni lo dude|no lo dude|confi[ae] en mi|creame|yo (?:le |te |se lo |te lo )?(?:respondo|firmo|consigo|lo arreglo|me encargo de que|la aparto|lo aparto)|(?:se|te|le) (?:lo|la) (?:consigo|arreglo|resuelvo)|lo que sea necesario|(?:puedo|podemos) (?:hacer que funcione|lograr(?:lo)? ese|llegar a ese|dejarsel[oa]|dejartel[oa]|aceptar|mejorar (?:esa|ese|su|tu|la|el))|acept(?:o|amos) (?:su|tu|la|esa|el|ese)|(?:su|tu|la) oferta (?:esta|queda|fue) aceptada|de acuerdo, (?:es|trato|se lo|te lo)|va,? (?:es tuy|es suy|trato)",
    ),
    (
        Promise,
        Refusal,
        r"(?:esta|estas|estan|ya|queda|quedas|sale|sales|seras|sera|saldra|fue|tu credito|su credito|credito|solicitud)(?: ya| esta| fue| queda)? (?:pre)?-?aprobad[oa]s?|(?:pre)?aprobad[oa]s? (?:al instante|hoy|seguro|sin)|aprobacion (?:es |esta )?(?:segura|garantizada|inmediata|al instante|automatica|asegurada)|aprobamos a|(?:lo|la|te|los|le) (?:van a )?(?:aprueb\w+|aprobamos|apruebo|aprobar(?:an|emos)?) (?:seguro|hoy|sin|con|ya|el)|todos califican|(?:usted |tu )?(?:si |ya |seguro )?califica(?:s|n)? (?:seguro|sin|para|facil|de inmediato)|(?:el banco|la financiera) (?:lo |la |te |le )?(?:va a )?(?:aprueba|aprobar|aprobara|aprobo|acepta)",
    ),
    (
        Promise,
        Never,
        r"sin (?:revisar|revision de|checar|verificar|importar)(?: el| su| tu)? credito|mal credito (?:no importa|esta bien|ok|no hay)|no importa su credito|no (?:le|te|lo|la|los) (?:van? a |vamos a )?(?:negar|negaran|niegan|rechazar|rechazan|rechazaran)|a nadie (?:le|se le|lo)|nadie (?:mas )?(?:se )?(?:lo|la) (?:va a )?(?:vend|llev|toc|compr)\w*|no (?:se )?(?:lo|la) (?:vendo|vendemos|vamos a vender|doy|damos) a|no se (?:va a arrepentir|arrepentira)|no te (?:vas a arrepentir|arrepentiras)|sin riesgo|sin compromiso alguno|pase lo que pase|no (?:le |te )?(?:va|vas) a (?:fallar|encontrar (?:algo |uno )?(?:mejor|mas barato))",
    ),
    (
        Promise,
        Refusal,
        r"(?:se|te|le) (?:lo|la) (?:aparto|apartamos|aparte|guardo|guardamos|guarde|reservo|reservamos|separo|separamos|respeto|respetamos|dejo|dejamos|mantengo|mantenemos|detengo|doy|damos|vendo)|(?:le|te) (?:aparto|apartamos|guardo|guardamos|reservo|reservamos|separo|separamos) (?:el (?:carro|auto|coche|vehiculo|[a-z]+ (?:hasta|por|para))|la (?:camioneta|troca|unidad|suv|[a-z0-9]+ (?:hasta|por|para))|ese|esa|este|esta|uno|una)|(?:esta|queda|quedo|tenemos|tengo) (?:apartad|reservad|separad|guardad)[oa] (?:para usted|para ti|a su nombre|a tu nombre|hasta)|(?:respet|igual|mejor|super)(?:o|amos|aremos|are) (?:el|la|ese|esa|su|tu|cualquier|cualquiera|todos)(?: [a-z]+)? ?(?:precio|oferta|cotizacion|presupuesto|numero|pago|trato|competidor|otro)?|(?:le|te) (?:respetamos|igualamos|mejoramos|regalamos|pagamos|incluimos|cubrimos)|corre por (?:nuestra|mi) cuenta|va por (?:nuestra|mi) cuenta|nosotros (?:pagamos|cubrimos|ponemos)|es seguro (?:manejar|conducir|usar)|puede (?:seguir )?(?:manejar|conducir|manejando) (?:~)?(?:sin problema|sin riesgo|tranquil)",
    ),
    // Contracts
    (
        Contract,
        Refusal,
        r"binding\b|(?:message|chat|text|email|reply|conversation|this|transcript|note|screenshot|word)(?: here)? (?:~)?(?:counts?|serves?|acts?|stands?|works?|is as good|constitutes?|holds?|is good|is valid|is) as (?:a |an |the |your |our |good )?(?:~)?(?:contract|agreement|signature|acceptance|offer|receipt|proof|purchase|sale|commitment|order|bill|in writing)|constitutes? an?|contract (?:is|has been|was|stands) (?:~)?(?:signed|done|valid|final|binding|complete|ready|void|set|in place|good|executed|locked)|(?:is|are|now|it|that|get it|put (?:it|that|this)|have (?:it|that)|you have (?:it|that)|here) in writing|(?:it's|it is|that's|this is|make it|makes it|is now|now|then it's) official|official(?:ly)? (?:yours|sold|bought|a (?:deal|sale|contract)|own)|by (?:replying|typing|saying|texting|messaging|clicking|answering|agreeing|accepting|continuing)[a-z ,']* you (?:agree|accept|buy|sign|commit|consent|purchase|are)|you(?:'ve| have)? (?:just |now |already |hereby |officially )?(?:bought|purchased|signed|own) (?:it|the|this|a|your|that)|sold to you|(?:sale|deal|purchase|order|transaction) is (?:now )?(?:final|complete|confirmed|binding|closed|done|official|locked)|your (?:purchase|order|offer|agreement|signature|sale) (?:is|has been|was) (?:~)?(?:confirmed|accepted|final|complete|recorded|valid|on file)|no takes?ies|no backing out|can't back out|no further (?:signature|paperwork)|don't (?:have|need) to sign|no (?:signature|paperwork) (?:needed|required|necessary)|terms (?:are|of (?:the|your)|will be|include|say)|contract (?:says|states|allows|lets|includes|gives|terms|runs|length|requires|clause)|agreement (?:says|states|allows|lets|includes|gives|runs|requires)|(?:clause|fine print|paperwork) (?:says|lets|allows|gives|states)|hereby|sign (?:here|this|today|electronically|right here) |e-?sign",
    ),
    (
        Contract,
        Refusal,
        r"(?:is|are|it's|that's|she's|he's|all|officially|yours|already|now|car's|truck's|consider (?:it|this|that)) (?:~)?yours(?: |$|[.,!;])(?:today|now|tonight|for|if|at|\.|!|$|,|when|as|free|to keep|forever|officially|already|and)?|you own (?:it|the)|the (?:car|truck|keys|title|vehicle|suv|van) (?:is|are) yours|yours (?:today|now|for (?:just|only|the|[0-9a-z$]))|keys are yours",
    ),
    (
        Contract,
        Referral,
        r"you(?:'re| are)? ?(?:can|could|may|able to|free to|allowed to|will be able to|have (?:~)?(?:days|hours|weeks|month) to|get (?:~)?(?:days|hours|weeks) to|'ll be able to|welcome to) (?:always |still |simply |just |easily |also )?(?:cancel|return|back out|void|undo|exchange|bring (?:it|the|that|her) [a-z0-9 ]*back|walk away|get out of|swap it|unwind|break the|give it back|change your mind|reverse|opt out of the (?:contract|warranty|loan|lease)|terminate|end the lease|transfer the lease)|(?:cancel|return|exchange|undo|rescind|void) (?:it |the [a-z]+ |them |this |that |your [a-z]+ |a [a-z]+ )?(?:~)?(?:within|any ?time|at any|for any reason|no questions|penalty|free of|without (?:a |any )?(?:penalty|fee|cost|charge)|in the first|before the|if you)|(?:day|days|hour|hours|week|mile|miles|month)(?: no[- ]questions)?(?:[- ]asked)? (?:return|exchange|money|cooling|refund|buyback|satisfaction|trial|cancel|grace)|money[- ]?back|(?:fully|100%|completely|totally|partially|non-?|not) ?refund\w+|refund(?:s|ed|able)?\b|(?:get|have|give) (?:~)?(?:deposit|money|down payment) (?:back|returned)|no[- ]questions[- ]asked|(?:deposit|down payment) (?:is|are|will be|gets|holds|locks|secures|goes|can be|stays)|early (?:termination|payoff|buyout|lease end)|(?:no|without|zero|a) (?:prepayment |early |cancellation |termination |any )?penalt(?:y|ies)|return policy|cancellation (?:policy|fee|is)|trial period|try it for|buy[- ]?back",
    ),
    (
        Contract,
        Referral,
        r"(?:warranty|warranties|coverage|service contract|extended plan|protection plan|gap|plan|vsc|powertrain|bumper[- ]to[- ]bumper|certification|cpo) (?:~)?(?:covers?|includes?|lasts?|pays?|extends?|transfers?|runs|applies|kicks in|expires|will (?:cover|pay|last|fix|take)|would (?:cover|pay)|would|still (?:applies|covers|good)|is (?:good|valid|active|included|transferable|still|for|standard|lifetime|free|unlimited|void)|takes care|remains|stays)|(?:covered|included|protected|fixed|repaired|replaced|paid) (?:~)?(?:under|by|in|with|through) (?:~)?(?:warranty|plan|coverage|contract|gap|policy)|under (?:the |your |full |factory |manufacturer )?warranty|(?:that|it|this|everything|repair|you|part|engine|transmission|battery|damage|[a-z]+)(?:'s|'re| is| are| will be| would be|'ll be) (?:fully |completely |totally |100% |all |still |definitely )?covered(?: |$|[.,!])(?:for|by|under|$|\.|!|,|until|through|no|bumper)?|lifetime (?:warranty|powertrain|coverage|oil|maintenance)|warranty for|(?:year|years|mile|miles|month|months|unlimited)[ -](?:[a-z-]+[ -])?warranty|voids? (?:the|your) warranty|comes with (?:a |an |the )?(?:~)?(?:warranty|guarantee|coverage)|extended warranty (?:for|at|free|included)",
    ),
    (
        Contract,
        Refusal,
        r"vinculante|(?:contrato|acuerdo|trato|venta|compra|orden) (?:ya )?(?:esta|queda|es|fue|quedo) (?:~)?(?:firmad|cerrad|hech|confirmad|list|final|valid|sellad|oficial|definitiv|formalizad|complet|aceptad)\w*|(?:esto|este mensaje|este chat|mensaje|chat|conversacion|su respuesta|texto)(?: ya)? (?:cuenta|sirve|vale|funciona|equivale|es valido|queda|constituye|es) (?:como|a|de) (?:su |tu |un |una |el |la )?(?:~)?(?:contrato|firma|acuerdo|aceptacion|comprobante|recibo|oferta|compromiso|prueba|compra|venta)|(?:es|ya es|queda|hacemoslo|ahora es) oficial|por escrito|no (?:necesita|necesitas|hace falta|tiene que|tienes que|se requiere) (?:firmar|firma|papeleo)|ya (?:compro|compraste|firmo|firmaste)|(?:es|son|ya es|queda|sera|seria) (?:ya )?(?:tuy|suy)[oa]s?\b|(?:al|con) (?:responder|contestar|escribir|aceptar)[a-z ,]* (?:acepta|compra|firma|queda|se compromete)|sin (?:poder )?(?:retractarse|echarse atras|arrepent)|el contrato (?:dice|permite|incluye|dura|establece|le|te|estipula)|venta final|firme (?:aqui|hoy|ya|electron)",
    ),
    (
        Contract,
        Referral,
        r"(?:puede|puedes|podria|podra|pueden|tiene (?:~)?(?:dias|horas) para|tienes (?:~)?(?:dias|horas) para|se puede|es posible) (?:~)?(?:cancelar|cancelarl[oa]|devolver|devolverl[oa]|regresar(?:lo|la)|regresar (?:el|la) (?:carro|auto|camioneta|vehiculo|troca|coche|unidad)|anular|anularl[oa]|rescindir|retractarse|cambiarl[oa] (?:dentro|en|si)|deshacer|terminar el (?:contrato|lease|arrendamiento))|(?:cancela|devuelve|devuelva|regresa|regrese|devolucion|cancelacion|cambio)(?:lo|la)? (?:~)?(?:dentro de|sin (?:costo|penal|problema|pregunta|cargo)|en (?:[0-9]+|cinco|tres|siete|diez|treinta)|cuando (?:quiera|guste))|reembols\w+|(?:devolvemos|regresamos|devuelvo|regreso|devuelven|regresan) (?:~)?(?:dinero|deposito|enganche|todo)|(?:deposito|enganche|apartado) (?:es|sera|se|queda|asegura) |devolucion (?:del|de su|de tu|garant|de dinero)|dias (?:de prueba|para devol|para cancel|para regres|para arrepent|de devol|de garantia)|(?:garantia|cobertura|plan|seguro|contrato de servicio) (?:~)?(?:cubre|incluye|dura|aplica|vence|paga|protege|se transfiere|es transferible|de por vida|extendida (?:cubre|por|gratis))|(?:cubiert|proteg|inclu|reparad)\w+ (?:~)?(?:por|bajo|en|con) (?:~)?(?:garantia|plan|cobertura)|(?:esta|queda|va|sigue|estara) (?:totalmente |todo |100% |completamente )?cubiert[oa]|(?:viene|incluye|trae|tiene) (?:con )?(?:~)?garantia|garantia (?:de por vida|de [0-9a-z]+ (?:anos|meses|millas|mil))|sin (?:ninguna )?(?:penalizacion|penalidad|multa|recargo)|bajo garantia",
    ),
    // Legal
    (
        Legal,
        Referral,
        r"(?:law|laws|statute|ftc|dmv|regulation|regulations|act|rules?|code|constitution|court|courts|judge) (?:~)?(?:gives?|says?|requires?|allows?|lets?|entitles?|protects?|mandates?|states?|forbids?|prohibits?|grants?|obligates?|makes|permits?|covers? you|on your side|is on|will side|would (?:side|rule|find))|(?:by|against|under|per|according to) (?:the )?(?:~)?(?:law|laws|statute)\b|lemon laws?|legally|(?:you're|you are|you have|you've got|you'd be|you would be|buyers? (?:are|have)|consumers? (?:are|have)|we're|we are|you do have|it's|you got|you may have|your) (?:~)?(?:entitled|liable|legal|within your rights|(?:a |the |every |an |your )?(?:~)?(?:right to|right of|rights|claim|case|grounds|recourse|obligat\w+)(?: |$|[.,!]))|(?:right|rights) (?:to|of) (?:cancel|return|a |rescind|rescission|refund|sue|full|an |back|withdraw|reject|know|have)|cooling[- ]?off|rescission|rescind|statut\w+|liabilit\w+|liable|(?:is|was|isn't|it's|wasn't|admit it's|that's) (?:~)?(?:our|the dealer(?:ship)?'s|their|your|the manufacturer's) (?:fault|negligence|responsibility|liability)|you (?:can|could|should|may|might|would|have to|must) (?:~)?(?:sue|file (?:a|suit)|take (?:them|us|it|him|her) to court|get a lawyer|lawyer up|win|legally)|(?:strong|good|solid|valid|great|winning|weak) (?:case|claim|lawsuit)|small claims|attorney general|lawsuit|in court|tax[- ](?:deduct\w+|write[- ]?off|credit|break|advantage)|write (?:it|this|that|the [a-z]+) off|deduct (?:it|the|this|that)|deductible|(?:is|it's|that's|are|totally|perfectly|completely|100%|being) (?:~)?(?:il)?legal\b|we (?:were|are) (?:at fault|negligent|responsible|in breach)|admit (?:fault|liability|that)|breach of|violat(?:es?|ed|ing|ion)|negligen\w+|waiv(?:e|es|ing) (?:your|any|all) (?:rights?|claims?)|sue (?:us|them|him)|legal advice|small print allows|(?:don't|do not|doesn't) (?:legally )?(?:need|have to (?:carry|have)) (?:~)?(?:insurance|license|registration)|no (?:insurance|license|registration) (?:is )?(?:needed|required)|exempt from|discriminat\w+|eligib\w+ under",
    ),
    (
        Legal,
        Referral,
        r"(?:ley|leyes|norma|reglamento|codigo|constitucion|juez|corte) (?:~)?(?:da|dan|permite|exige|dice|protege|obliga|requiere|otorga|establece|prohibe|garantiza|concede|ampara|le da|te da|esta de su|manda|marca)|(?:por|segun|conforme a|bajo|contra) (?:la )?ley|(?:tiene|tienes|tienen) (?:todo )?(?:el |un |pleno |buen )?(?:derecho|derechos|caso|demanda|recurso legal)|(?:sus|tus) derechos|derecho (?:a|de|legal)(?: |$)|ley (?:de )?limon|legalmente|(?:puede|puedes|podria|debe|debes|deberia) (?:~)?(?:demandar\w*|reclamar legal\w*|ganar|poner una demanda|ir a (?:la )?corte|llevarl\w+ a)|no somos responsables|(?:somos|fuimos|es nuestra|fue nuestra|es culpa|fue culpa|nuestra) (?:~)?(?:responsab\w+|culpa|negligen\w+)|(?:culpa|responsabilidad) (?:nuestra|del (?:dealer|concesionario|fabricante|taller))|responsabilidad legal|deducible|(?:es|esta|totalmente|completamente|perfectamente) (?:i)?legal\b|periodo de (?:reflexion|arrepentimiento|gracia)|gana(?:ria|rias|ra)? (?:el|la|su|tu) (?:caso|demanda|juicio)|demanda (?:solida|fuerte)|ante (?:la|un) (?:corte|juez|tribunal)|incumpl\w+|deducir\w* (?:de|en|del) (?:sus|tus|los) impuestos|credito fiscal|por (?:ley|obligacion)|no (?:necesita|necesitas|ocupa|se requiere) (?:~)?(?:seguro|licencia|registro) para",
    ),
    // Promotions
    (
        Promo,
        Referral,
        r"rebates?\b|cash ?back|(?:bonus|customer|loyalty|conquest|dealer|factory|lease|holiday|college|military) cash|(?:loyalty|conquest|trade[- ]?in|sign(?:ing|-on)?|referral|military|grad(?:uate)?|veterans?'?|holiday|owner|extra|additional|special|cash|added|bigger|summer|spring|winter|fall|repeat|return(?:ing)? customer) (?:bonus|bonuses|reward|rewards|incentive|incentives|certificate|credit|perks?|gift)|(?:a|an|the|get|gets|earn|earns|receive|receives|with|offer|offers|offering|have|has|available|current|manufacturer|factory|dealer|ev|federal|state) (?:~)?incentives?\b|interest[- ]?free|(?:zero|no) (?:percent|interest|financing charge|finance charges)|(?:zero|no|nothing|little) (?:money |cash )?down|no (?:monthly )?payments? (?:for|until|till|til)|first (?:payment|month|oil change|service) (?:is )?(?:on us|free)|skip (?:your|a|the) (?:first |next )?payment|pay nothing",
    ),
    (
        Promo,
        Referral,
        r"(?:special|promo|promotional|limited|limited[- ]time|exclusive|holiday|memorial day|labor day|black friday|cyber monday|weekend|clearance|year[- ]end|end of (?:the )?(?:year|month)|month[- ]end|summer|spring|fall|autumn|winter|presidents'? day|4th of july|fourth of july|july|christmas|new year'?s?|thanksgiving|easter|halloween|tax[- ]season|back to school|grand opening|anniversary|employee|military|veterans?'?|student|college|teacher|nurse|first responder|senior|loyalty|aaa|costco|family|friends and family|online|internet|flash|one[- ]day|big|huge|great|amazing|best|hot|current|tent|lease|monthly) (?:only )?(?:offers?|deals?|sales?|event|discounts?|pricing|savings|bonus|promos?|promotions?|specials?|program|coupons?)\b|(?:this|today|tonight|the) ?(?:week|weekend|month|saturday|sunday|friday)? only\b|(?:today|now|tonight) only|(?:ends?|expires?|expiring|good|valid|runs?|running|lasts?|through|until|starts?) (?:through |until |this |on |till |thru )*(?:today|tonight|tomorrow|sunday|saturday|monday|friday|soon|the end of|month[- ]end|january [0-9]+|labor day|memorial day)(?: |[.!,]|$)|(?:offers?|sale|promos?|promotions?|specials?|coupons?|bonus|sales event|savings|discounts?)(?: event)?(?:'s| is| are| runs?| running| good| valid| ends?| expires?| lasts?| goes| going| available| applies| apply| through| until| starts?| begins?| this| today| on (?:all|any|the|every|select|our|new|used)| for (?:veterans|military|teachers|nurses|students|you|first|returning|seniors|all|new|grads|graduates|members)| you| of| happening| right now| code)",
    ),
    (
        Promo,
        Referral,
        r"coupons?\b|vouchers?|gift cards?|gift certificates?|bogo|buy one|two for one|2 for 1|half[- ]off|half price|(?:receive|receives|get|gets|getting|earn|earns|enjoy|qualify for|eligible for|claim|score|grab|unlock|redeem|win|wins|take advantage of|pick up|snag|take home) (?:an? |the |your |our |extra |additional |up to |some |this |these )*(?:~)?(?:bonus|gift|savings|offer|offers|promo|promotion|special|specials|rewards?|freebie|upgrade|perks?|tickets?|prizes?)|giveaway|raffle|sweepstakes|doorbusters?|blowout|while supplies last|act (?:now|fast)|hurry|don't miss|limited[- ]time|last chance|(?:is|are|go|goes|went|going|currently|now|all) on (?:sale|special|promotion|promo|clearance)|running (?:a |an |our |some )?(?:~)?(?:special|promo|promotion|sale|offer|deal|event|contest)|(?:we have|we've got|we're having|there's|there is|there are|you have|having|got) (?:a |an |some |our |great |new |several )*(?:~)?(?:special|specials|promo|promos|promotion|promotions|sale|offer|offers|deals|clearance|discounts?|coupons?|bonus)\b(?: |[.!,]|$)|free (?:oil|maintenance|tires?|gas|tank|upgrade|delivery|accessor\w+|service|car ?wash|inspection|warranty|mats|floor|tint|detail\w*|carplay|charging|charger|rotation|alignment|battery|months?|year|first|gift|tv|trip|vacation|installation|remote|bed ?liner|hitch|roof|extended|add|wiper|wash|with|when you|if you|ipad|concert|tickets?|state inspection|shipping)|(?:months?|years?|oil changes?|maintenance|tires|mats|tint|wash(?:es)?|installation|delivery|detail) (?:is |are |comes? |come )?(?:free|for free|at no cost|included free|on us|gratis)(?: |[.!,]|$)",
    ),
    (
        Promo,
        Referral,
        r"(?:oferta|ofertas) (?:~)?(?:especial|especiales|exclusiv\w+|valida|validas|termina|terminan|vence|vencen|por tiempo|limitad\w+|hasta|vigente|de (?:verano|invierno|primavera|fin|temporada|lanzamiento|navidad|hoy|la semana|el mes|[a-z]+ termina)|del (?:dia|mes|fin))|(?:tenemos|hay|aprovech\w+|estamos con|esta|estan|nuestra|nuestras|gran|grandes|super|le damos|te damos|recibe|reciba|reciben|viene con|vienen con|incluye|gana|lanzamos|manejamos|con|corre una|hacemos) (?:~)?(?:oferta|ofertas|promocion|promociones|promo|promos|bono|bonos|venta especial|liquidacion|especial|especiales|bonificacion|regalo|cupon|incentivo|incentivos|descuentos)\b|bono (?:de|por|para|extra|adicional|en|especial|militar)|bonos\b|bonificacion|reembolso en efectivo|dinero de vuelta|cupon(?:es)?\b|vales? de (?:regalo|descuento|gasolina)|tarjeta de regalo|(?:promocion|promo|promociones|oferta|venta|liquidacion) (?:~)?(?:de|es|valida|termina|vence|hasta|especial|vigente|aplica|solo|este|esta|por|del|para|dura|acaba)(?: |$)|solo (?:por )?(?:hoy|este fin|esta semana|este mes|hasta|manana|el fin)|(?:este|el) fin de semana (?:solamente|unicamente|nada mas|nomas)|por tiempo limitado|sin (?:intereses|interes|enganche|pago inicial|inicial|entrada)|cero (?:enganche|interes|intereses|por ciento|entrada|inicial)|(?:primer|primera) (?:pago|mes|mensualidad|servicio) (?:es )?(?:gratis|por nuestra)|gratis\b|gratuit[oa]s?\b|regalamos|(?:le|te) regal\w+|de regalo|dos por uno|2 ?x ?1\b|(?:a |la )?mitad de precio|liquidacion|ultim[ao]s (?:dias|unidades)|(?:vigente|valid[oa]|termina|vence|dura|hasta|acaba) (?:hasta )?(?:el (?:domingo|lunes|viernes|sabado|martes|miercoles|jueves|fin de mes|[0-9]+ de)|fin de|hoy|agotar|este|manana)(?: |$)|aprovech[ae]|buen fin|evento de (?:ventas|liquidacion|verano|fin)|rifa|sorteo|descuento (?:militar|especial|para|por|a) |incentivos?\b",
    ),
    // Discounts
    (
        Discount,
        Referral,
        r"(?:knock|shave|chop|slash|whack|trim) (?:~)?(?:off|down)|(?:lower|reduce|drop|cut|slash|bring|come|came|mark|negotiate|haggle|discount|shrink|trim|adjust|improve|beat down) (?:down )?(?:on )?(?:the |that |our |it |this |its |your |their )(?:~)?(?:price|payment|number|cost|sticker|rate|figure|msrp|fees?|down\b|markup|asking|total|bill|quote)|price (?:~)?(?:drops?|cuts?|reductions?|breaks?|can (?:come|drop|go|be)|comes down|went down|is (?:flexible|low|lower|soft|negotiable|down|unbeatable|hard to beat))|(?:come|came|go|going|dropped|drop|knocked|bring it|take it|get it) (?:~)?(?:down|lower) (?:a |some|on|for you|further|even|another|[0-9]|little|if)|(?:budge|flexible|move|wiggle|flex|flexibility|bend|play) (?:a little |some |a bit )?(?:on|in|with) (?:the |that |this |our )?(?:~)?(?:price|pricing|number|sticker|cost|payment|fees?|rate|it$)|(?:wiggle|negotiating|haggling) room|room to (?:move|negotiate|work|come down|budge|play)|negotiable|(?:give|gives|get|gets|got|getting|offer|offering|do|score|extend|have|qualify for|apply|applied|add|include|receive|earn|with|at) (?:you |y'all |them |ya |yourself |everyone |him |her )?(?:an? |the |some |our |your |that |this |another |any )?(?:~)?(?:discount|discounts|price break|better (?:price|deal|number|rate|offer)|great (?:price|deal|rate)|good (?:price|deal)|best (?:price|deal|rate|offer)|fair price|deal on|break on|markdown|lower (?:price|payment|rate)|special price|friend price|insider price|employee price)",
    ),
    (
        Discount,
        Referral,
        r"discounted|discount (?:of|for|on|is|applied|applies|price|you|off|too|today|if|when|when you)|(?:below|under|over|above|at|beneath|less than|off|near) (?:the )?(?:dealer )?(?:invoice|msrp|sticker|cost\b|market|kbb|blue book|book value|list price|asking|retail|wholesale)|waiv(?:e|es|ed|ing) (?:the |that |your |our |all |any )?(?:~)?(?:fees?|charges?|cost|deposit|doc)|(?:no|zero|without) (?:doc|dealer|hidden|documentation|documentary|extra|added|additional|destination|prep|delivery|market) (?:fees?|charges?|costs?|adjustments?|markups?)|no (?:fees|markups?|haggle|charge|cost|extra charge|additional charge)|free of charge|marked down|(?:best|lowest|cheapest|great|unbeatable|rock[- ]?bottom|amazing|fantastic|excellent|incredible|super low|low|lower|fairest|better|killer) (?:price|prices|pricing|rates?|deal|deals|payments?|number|offer)\b|bargain|a steal\b|unbeatable|save (?:you )?(?:some |big|money|thousands|hundreds|a (?:lot|ton|bundle|bunch|few)|even|extra|more|cash|an extra|on)|meet (?:you )?(?:in the middle|halfway|me halfway)|split the difference|cut you (?:a |some )|hook you up|friends? and family|take (?:something|some|a little|a bit|a few|a couple|more|extra) off|a few (?:hundred|thousand|bucks|dollars)|couple (?:of )?(?:hundred|thousand|grand|bucks|hundo)|several (?:hundred|thousand|grand)|(?:hundreds|thousands) (?:off|less|of dollars|in savings|below|under|more for)|(?:half|quarter|third) (?:of )?(?:a )?(?:point|percent|grand)|penn(?:y|ies)\b|(?:a|one|few|some) (?:dollars?|bucks?)\b|(?:six|five|four|three) figures|worth (?:around|about|roughly|close|more|at least|every|the money)|cheap(?:er|est)?\b|(?:in|into|around|under|below|within) your (?:budget|price range)|no[- ]brainer price|at cost\b|(?:price|payment|cost) (?:~)?(?:won't|will not|doesn't) (?:go up|change|increase)|lock (?:in )?(?:that|the|this|your) (?:price|rate|payment|number)",
    ),
    (
        Discount,
        Referral,
        r"(?:bajo|bajamos|bajar|bajarle|bajarl[eo]s|bajaria|baje|bajaremos|rebajar|rebajo|rebajamos|quito|quitamos|quitar|quitarle|descuento|descontamos|descuenta|reduzco|reducimos|reducir|mejorar|mejoro|mejoramos|negociar|ajustar|ajusto|ajustamos|aflojar|aflojo) (?:~)?(?:precio|pago|mensualidad|costo|numero|tasa|enganche|cargo|cargos|comision|total|cotizacion|oferta)|(?:le|te|se lo|te lo|se la|te la|les) (?:rebajo|bajo|bajamos|rebajamos|quito|quitamos|descuento|descontamos|dejo|dejamos|mejoro|mejoramos|hago|hacemos|doy|damos|ofrezco|consigo|puedo (?:hacer|dar|dejar|bajar|mejorar|rebajar|quitar|ofrecer|conseguir)) (?:~)?(?:descuento|rebaja|precio|barat[oa]|menos|mejor|un poco|algo|mas bajo|buen|trato|precio especial)|(?:bajo|bajamos|bajar|bajarle|rebajarle|quitarle|rebajo|puedo bajar\w*) (?:un poco|un poquito|algo|tantito|mas|otro poco|otros|unos|hasta)|rebaj(?:a|as|ado|ada|adito|amos)\b|descuentos? (?:de|del|para|en|por|especial|adicional|extra|militar|exclusiv\w+|si|al|a )|con (?:un |el |su |gran |buen )?descuento|(?:doy|damos|dan|hago|hacemos|ofrezco|ofrecemos|tiene|tenemos|hay|aplico|aplica|aplicamos|consigo|conseguir\w*|recibe|reciba|obtiene|lleva|gana|dar|darle|darte|hacer|hacerle|hacerte|ofrecer\w*) (?:un |el |su |buen |tu |otro |gran |algun )*(?:~)?(?:descuento|descuentos|rebaja|buen precio|mejor precio|precio especial|buen trato)|precio (?:es |esta )?(?:negociable|mas bajo|especial|mejor|rebajado|increible|inmejorable|de (?:amigo|empleado|costo|factura|mayoreo)|bajo|accesible)|(?:mejor|buen|excelente|mas bajo|gran) precio|mejores precios|precios (?:bajos|mas bajos|increibles|inmejorables)|negociable|(?:por )?(?:debajo|abajo) de(?:l)? (?:la )?(?:~)?(?:factura|msrp|mercado|costo|lista|precio|sticker|invoice)|mas barat[oa]s?|barat[oa]s?\b|baratisim\w+|sin (?:cargos|comisiones|cuotas|costo|cargo|tarifas|recargos)(?: |$|[.,])|ganga|regalad[oa]|partimos la diferencia|nos vemos a la mitad|ahorr(?:a|as|e|ara|aras|amos|ar|arse) |precio de remate|un par de (?:miles|mil|cientos)|unos (?:cientos|miles|pesos|dolares)|(?:cientos|miles) de (?:dolares|pesos)|no (?:le |te )?cuesta nada|sale gratis|medio punto",
    ),
    // Payments and rates without a figure
    (
        Payment,
        Referral,
        r"(?:low|lower|easy|affordable|small|tiny|cheap|comfortable|lowest|great) (?:monthly )?(?:payments?|installments?)|payments? (?:~)?(?:start|starting|begin|as low as|under|around|would be|will be|is|are|near|comes? (?:out|to))(?: |$)|(?:zero|no|nothing|sin|cero) (?:down payment|money down|enganche)|pagos? (?:~)?(?:bajos|comodos|chiquitos|accesibles|pequenos|faciles|desde|de solo|minimos)|mensualidad(?:es)? (?:~)?(?:baja|bajas|comodas|desde|de|accesibles|quedaria|seria|es|pequenas)(?: |$)",
    ),
    (
        Apr,
        Referral,
        r"(?:low|lowest|best|great|special|good|prime|promotional|competitive|better|amazing|reduced|subsidized|excellent|lower|fantastic|tier one) (?:interest |finance |financing |lease |loan )?(?:rates?|apr|financing|interest)\b|(?:interest rate|rate|apr|interest|financing) (?:would be|will be|starts?|as low as|around|near|under|below|is (?:about|around|just|only|low|under|near|fixed|locked|the lowest|great|good|in the|going to|currently|at)|of (?:about|around|just|only|under)|from|in the (?:low|mid|high|single))|(?:buy|bring|get) (?:~)?(?:rate|apr) down|tasas? (?:~)?(?:baja|bajas|desde|preferencial\w*|especial\w*|competitiva\w*|promocional\w*|fija|es de|de solo|mas baja|seria|quedaria)|interes(?:es)? (?:~)?(?:bajo|bajos|desde|es de|de solo|mas bajo|minimo|fijo|seria)|(?:mejor|buena|excelente|baja|gran) tasa|single[- ]digit",
    ),
    // Competitors
    (
        Competitor,
        Never,
        r"carmax|carvana|auto ?nation|vroom|drivetime|penske|lithia|hendrick|larry h|ken garff|sonic automotive|asbury|group 1|shift\.com|truecar|costco auto|enterprise car sales|hertz car sales|carbravo|driveway\.com|echopark|offerup|craigslist|facebook marketplace|(?:the |our |their |any |your )(?:competitors?|competition|rivals?)\b|(?:other|another|rival|competing|neighboring|nearby|different|most|that other|some|those|any other|every other|no other|local) (?:toyota |honda |ford |chevy |nissan |mazda |kia |hyundai )?(?:dealers?|dealerships?|stores?|lots?|dealer's|shops?|salesmen|guys) (?:~)?(?:is|are|was|were|will|won't|has|have|had|charge\w*|sells?|lies?|cheats?|rips?|scams?|can't|cannot|don't|doesn't|never|always|add|adds|mark|marks|hide|hides|tries|try|would|wouldn't|overcharge\w*|pad|play|jack|pressure|push|treat|tack|quote|offer|give|pay|mess|screw|fake|inflate|around|down|across|in town|near)\b",
    ),
    (
        Competitor,
        Never,
        r"(?:dealers?|dealerships?|stores?|places?|lots?|guys|shops?|outfit|folks|people|crowd) (?:right |just )?(?:down|across|up|over|around|on) (?:the |in |from |a |at )*(?:road|street|town|block|corner|way|other|highway|hill|there|us)|(?:the |those |that )(?:other )?(?:guys?|place|folks|crowd|outfit|bunch) (?:in |at |from |over |on )|(?:cheaper|better|lower|nicer|honest|friendlier|less|more|faster|superior|fairer|cleaner|bigger discounts?|trustworthy) (?:~)?than (?:the )?(?:any(?:one|body|where|thing)?\b(?: else| other|$|[ .!])|everyone|every other|other (?:dealers?|stores?|places?|dealerships?)|another|competition|competitors?|others|guys|that (?:place|dealer|store)|those (?:guys|places)|they|them\b|our competitors|what they|down the|across|next door|(?:the )?[a-z]+ (?:motors|auto|store|dealer|lot|place|chevrolet|dealership|automotive))|(?:nobody|no one|no other|none of them|no dealer|no store) (?:~)?(?:beats?|can (?:beat|match|touch)|matches|comes close|touch\w*|treats|competes?)|unlike (?:other|most|some|the|those|any) (?:~)?(?:dealers?|dealerships?|places?|stores?|guys|competition|salespeople|lots?)|(?:they|they'll|they will|they'd|he'll|others)(?: just| always| only| will| would| all)* (?:rip|cheat|scam|overcharge|lie\b|lied|con\b|trick|gouge|fleece|pressure|bait|hide|swindle|screw)|rip(?:s|ped|ping)?[- ]?(?:you |people |customers |folks )?off|rip-?offs?|crooks?|crooked|shady|dishonest|scammers?|scams?\b|liars?|swindl\w+|overcharg\w+|sleaz\w+|bait and switch|con artists?|shysters?|fraudsters?|cheats?\b|thieves|untrustworthy|bad reputation|terrible (?:service|reviews|reputation)|worst (?:dealer|service|store|place)",
    ),
    (
        Competitor,
        Never,
        r"(?:is|are|was|were|total|pure|absolute|such|complete|utter|just|piece of|really|pretty|so|their|its|they're|it's|a|known to be|known for being) (?:~)?(?:junk|garbage|trash\b|crap|unreliable|overpriced|inferior|sucks?|poorly (?:made|built)|lemons?\b|a joke|second[- ]rate|a mistake|not worth|money pits?|death ?traps?|pieces? of (?:junk|crap))|(?:fords?|chevys?|hondas?|toyotas?|nissans?|kias?|hyundais?|mazdas?|jeeps?|rams?|dodges?|teslas?|subarus?|vws?|volkswagens?|bmws?|gms?|gmcs?) (?:~)?(?:break down|breaks down|fall apart|falls apart|fail|fails|can't compete|don't last|doesn't last|rust|are worse|is worse|can't match|don't hold|won't last|can't touch|have (?:~)?(?:problems|issues|bad))|(?:avoid|stay away from|steer clear of|don't (?:buy|go|shop|trust)|skip|never buy|forget|beware of|watch out for|ditch) (?:~)?(?:fords?|chevys?|hondas?|toyotas?|nissans?|kias?|hyundais?|mazdas?|jeeps?|rams?|dodges?|teslas?|subarus?|vws?|volkswagens?|bmws?|them|those|dealers?|dealerships?|there|that (?:place|dealer|store)|other)|(?:buy|get|should (?:buy|get)|go with) (?:~)?(?:tesla|ford|honda|chevy|kia|hyundai|toyota|nissan|mazda) instead",
    ),
    (
        Competitor,
        Never,
        r"(?:el |la |los |las |otro |otra |otros |otras |ese |esa |esos |esas |cualquier |aquel )?(?:otro |otra |otros |otras )?(?:concesionarios?|dealers?|agencias?|distribuidor(?:es)?|lotes?|tiendas?|competidor(?:es)?|vendedores) (?:~)?(?:es|son|cobra|cobran|miente|mienten|engana|enganan|roba|roban|estafa|estafan|nunca|siempre|abusa|abusan|te ven|le ven|tienen mala|tiene mala|da mal|dan mal|inflan|infla)\b|(?:de enfrente|de la esquina|calle abajo|al otro lado|de al lado|de aqui cerca|a la vuelta) (?:~)?(?:es|son|cobra|cobran|miente|mienten|engana|enganan|roba|roban|estafa|no|vende|venden|le|te)\b|la competencia|nuestros competidores|otros (?:dealers|concesionarios|distribuidores|lotes)|otras agencias|(?:dealer|concesionario|agencia|lote|los) (?:de enfrente|de la esquina|calle abajo|de al lado)|(?:mejor|mas (?:barat[oa]s?|honest[oa]s?|economic[oa]s?|bajos?|bajas?)|menos|mejores)(?: [a-z]+)? que (?:en |los |las |el |la |ellos |cualquier)*(?:otro|otra|otros|otras|cualquier|competencia|carmax|nadie|todos|los demas|demas|ningun|ellos|dealer|concesionario|agencia)|nadie (?:nos |le |te |lo |la )?(?:gana|iguala|mejora|supera|da mejor|ofrece|vende mas)|estafador\w*|ladron(?:es)?|rateros?|mentiros[oa]s?|deshonest\w+|trampos[oa]s?|(?:es|son|una|pura) (?:~)?(?:chafas?|basura|porqueria|cochinada|chatarra)|transas?\b|abusivos|mala reputacion|no (?:compre|vaya|vayas|compres|confie|confies) (?:en|con|un|una|a) (?:ellos|otr[oa]s?|es[eoa]s?|la|el|los|las|ford|chevy|honda|toyota|nissan|kia|hyundai|jeep|carmax)\b",
    ),
    // Impersonation
    (
        Impersonation,
        Never,
        r"(?:i'm|i am|im|this is|you're (?:talking|chatting|speaking|texting|dealing) (?:to|with)|you are (?:talking|chatting|speaking|texting|dealing) (?:to|with)|there's|it's|yes,?|as) (?:~)?(?:(?:a|an|one|your|the|just a|just an|only) )?(?:(?:very |totally |100% |completely |truly |absolutely )?(?:real|actual|live|genuine|living|breathing|flesh[- ]and[- ]blood|honest to god|regular|certified|licensed|senior|lead|experienced|local|friendly|fellow) )*(?:,? ?)(?:human(?: being)?|person|man|woman|guy|dude|girl|lady|gal|salesperson|salesman|saleswoman|salespeople|sales ?(?:rep|representative|associate|consultant|manager|agent|advisor|guy|specialist)|rep|representative|manager|general manager|gm|owner|employee|technician|mechanic|finance manager|product specialist|internet manager|team member|staff member|member of (?:the|our) (?:sales |service )?(?:team|staff)|closer|supervisor|dad|mom|father|mother|flesh and blood|behind the keyboard|typing)\b",
    ),
    (
        Impersonation,
        Never,
        r"(?:not|no|never|isn't|ain't|am not) (?:talking to |chatting with |just |actually |really |some |one of those |any )*(?:an? |any )?(?:ro)?bots?\b|(?:i'm|i am|this isn't|this is|you're|im) (?:~)?not (?:talking to |chatting with |speaking to |just |some )*(?:an? |any )?(?:ai|a\.i\.|machine|computer|program|automated|virtual|chatbot|robot|software|algorithm|recording|assistant)\b|no (?:ai|robots?|machines?|computers?|automation) here|(?:real|actual|live|100%) (?:human|person) (?:here|typing|speaking|on this|behind|answering)|(?:100%|all|totally|completely|fully|purely|perfectly|very much|just as) human|human (?:here|like you|just like|being here)|(?:i'm|i am|im) (?:~)?(?:in|from|with|at|on) (?:the )?(?:sales|finance|service|parts|bdc|internet sales) (?:team|department|dept|desk|office|side|here)|as human as|flesh and blood|i have (?:~)?(?:kids|a wife|a husband|a family|feelings|a heartbeat|a dog|children|hands)|my (?:own )?(?:wife|husband|kids|son|daughter|boss|manager|sales manager|desk|office|commission|shift|lunch|coffee|family|drive home|mom|dad|coworkers?|cubicle|truck|car|hands|day off|career)\b|i(?:'ve| have) (?:been |worked |sold |personally |driven |been selling |seen )(?:~)?(?:selling|working|here for|cars|at this|in this|in the (?:car |auto )?business|with this|[a-z0-9]+ years|it|one|driven|that)|i (?:just )?(?:personally|walked|drove|test[- ]drove|drive one|drive a|own one|own a|looked at it myself|sat in|checked it myself|went out|inspected|washed it|detailed|grew up|stepped out)|(?:in|with) my [a-z0-9]+ years|(?:come|ask) (?:in )?(?:and )?(?:see|for) me\b|i'll (?:be (?:at|in|here|there|waiting)|meet you|greet you|see you|personally|walk (?:out|you out)|grab (?:the|your) keys|shake)|when i (?:drove|was (?:a kid|young|driving)|bought|get off|get back)|i personally|myself\b(?: |[.!,]|$)|talk to (?:my|the) manager (?:for you|myself)|ask my|check with my",
    ),
    (
        Impersonation,
        Never,
        r"soy (?:~)?(?:persona|humano|humana|vendedor|vendedora|asesor|asesora|gerente|emplead[oa]|encargad[oa]|representante|tecnic[oa]|mecanic[oa]|duen[oa]|de carne|agente de ventas|consultor|consultora|ejecutiv[oa]|el jefe|la jefa|supervisor|de ventas|del equipo|parte del equipo|real|un ser humano|una chica|un hombre|una mujer)\b|no soy (?:~)?(?:bot|robot|maquina|computadora|ia|programa|asistente|inteligencia|automatico|automatica|un sistema|virtual|chatbot)|no es (?:un |una )?(?:bot|robot|maquina)|(?:esta|estas|estan) (?:~)?(?:hablando|chateando|platicando|escribiendo) (?:~)?(?:con|a) (?:~)?(?:persona|humano|vendedor|asesor|gerente|alguien real|ser humano)|(?:hablas|habla|platica|platicas|chateas) con (?:una persona|un humano|alguien real|un vendedor|un asesor|un ser humano)|(?:humano|humana|persona) (?:de verdad|de carne|real) (?:aqui|escrib|al|quien|la que)|(?:aqui|si,?) (?:una |un )?(?:persona|humano) (?:real|de verdad)|llevo (?:~)?(?:anos|trabajando|vendiendo|aqui)|trabajo (?:aqui|en (?:la agencia|ventas|el taller|este|esta|el dealer|el concesionario)) |mi (?:gerente|jefe|jefa|esposa|esposo|hija|hijo|oficina|escritorio|familia|turno|comision|companero de|mama|papa|troca|carro)\b|yo mism[oa]|yo (?:~)?(?:manejo|maneje|la maneje|lo maneje|la revise|lo revise|la vi|lo vi|tengo una|tengo un)|(?:pregunte|pregunta|busque|busca) por mi\b|(?:lo|la|te|le) (?:espero|recibo|atiendo) (?:yo|personalmente|en (?:mi|la puerta|el showroom))|personalmente|en mis [a-z0-9]+ anos|de carne y hueso|ni (?:bot|robot|maquina)|nada de (?:bots?|robots?|maquinas?)",
    ),
];
