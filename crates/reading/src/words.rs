//! Words that stand for a kind of thing: which make, color or weekday a visitor names says little about what they want.
//!
//! Folded spelling, in both languages. A name of two words is written as one ("grandcherokee"); the reader tries neighbours joined.
//! Names that are everyday words too (Fit, Note, Charger, Transit) are left out on purpose.

/// What a word stands for. The number is part of the feature's hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Kind {
    Make,
    Model,
    Trim,
    Color,
    Body,
    Day,
    Near,
    Month,
    DayPart,
    Holiday,
    Part,
    Family,
    Name,
    Tongue,
    Place,
    Sound,
    Ordinal,
    /// Everyday matters that are none of a dealer's business.
    Elsewhere,
}

pub const WORDS: &[(Kind, &str)] = &[
    (Kind::Make, MAKES),
    (Kind::Model, MODELS),
    (Kind::Trim, TRIMS),
    (Kind::Color, COLORS),
    (Kind::Body, BODIES),
    (Kind::Day, DAYS),
    (Kind::Near, NEAR),
    (Kind::Month, MONTHS),
    (Kind::DayPart, DAY_PARTS),
    (Kind::Holiday, HOLIDAYS),
    (Kind::Part, PARTS),
    (Kind::Family, FAMILY),
    (Kind::Name, NAMES),
    (Kind::Tongue, TONGUES),
    (Kind::Place, PLACES),
    (Kind::Sound, SOUNDS),
    (Kind::Ordinal, ORDINALS),
    (Kind::Elsewhere, ELSEWHERE),
];

const MAKES: &str = "
acura alfa alfaromeo audi bentley bmw buick cadillac caddy chevrolet chevy chrysler dodge ferrari fiat ford genesis gmc honda hummer
hyundai infiniti isuzu jaguar jeep kia lamborghini landrover lexus lincoln lucid maserati mazda mercedes mercedesbenz benz mercury mini
mitsubishi nissan pontiac polestar porsche ram rangerover rivian rollsroyce saab saturn scion smart subaru subie suzuki tesla toyota
vinfast volkswagen vw volvo";

const MODELS: &str = "
4runner 4runners avalon avalons bz4x camry camrys corolla corollas crown gr86 grandhighlander highlander highlanders landcruiser matrix
mirai prius priuses priusprime rav4 rav4s rav4prime sequoia sequoias sienna siennas supra tacoma tacomas taco tundra tundras venza yaris
chr echo tercel corollacross grcorolla es350 rx rx350 rx450h rx500h nx nx350 gx gx460 gx550 lx570 lx600 ux250h is300 ls500 tx tx350
accord accords civic civics crv crvs crvhybrid hrv element insight odyssey odysseys odyssy passport pilot pilots prologue ridgeline
ridgelines s2000 typer crosstour mdx rdx tlx ilx integra zdx tsx
altima altimas ariya armada armadas frontier frontiers gtr juke kicks leaf leafs maxima murano muranos pathfinder pathfinders rogue
rogues roguesport sentra sentras titan titans versa versas xterra 350z 370z xtrail q50 q60 qx50 qx55 qx60 qx80
avenger bronco broncos broncosport ecosport edge escape escapes excursion expedition expeditions explorer explorers f150 f150s f250 f350
f450 fiesta flex focus freestyle fusion fusions lightning mache maché maverick mavericks mustang mustangs ranger rangers taurus
transitconnect econoline raptor superduty
blazer blazers bolt boltev bolteuv camaro camaros canyon canyons acadia acadias colorado colorados corvette corvettes vette cruze
equinox equinoxes express hhr impala malibu malibus monte savana sierra sierras silverado silverados silveradoev sonic spark suburban
suburbans tahoe tahoes terrain terrains trailblazer traverse traverses trax volt yukon yukons yukonxl encore enclave envision envista
escalade escalades lyriq xt4 xt5 xt6 ct4 ct5 aviator corsair nautilus navigator mkx mkz
300c caravan caravans grandcaravan challenger challengers cherokee cherokees compass dakota dart durango durangos gladiator gladiators
grandcherokee grandwagoneer wagoneer hornet journey liberty pacifica pacificas patriot promaster renegade renegades viper voyager
wrangler wranglers rubicon ram1500 ram2500 ram3500
accent elantra elantras genesiscoupe ioniq ioniq5 ioniq6 ioniqs kona konas palisade palisades santacruz santafe sonata sonatas tucson
tucsons veloster venue nexo azera carnival carnivals ev6 ev9 forte fortes k4 k5 k900 niro niros optima rio rios sedona seltos sorento
sorentos soul souls sportage sportages stinger telluride tellurides gv60 gv70 gv80 g70 g80 g90 xceed
ascent ascents brz crosstrek crosstreks forester foresters impreza imprezas legacy outback outbacks outbackwilderness solterra wrx sti
tribeca baja 
cx3 cx5 cx5s cx7 cx9 cx30 cx50 cx50s cx70 cx90 cx90s mazda3 mazda6 mazda2 mx5 mx30 miata miatas rx7 rx8 eclipse eclipsecross lancer
mirage outlander outlanders montero galant
arteon atlas beetle beetles golf gti gtis golfr id4 idbuzz jetta jettas passat passats taos tiguan tiguans touareg eos
a3 a4 a5 a6 a7 a8 q3 q4 q5 q7 q8 etron tt rs5 s4 s5 x1 x2 x3 x4 x5 x6 x7 z4 m3 m4 m5 i3 i4 i5 ix 328i 330i 335i 530i 540i 3series
5series 7series cclass eclass sclass gclass gwagon c300 e350 s550 glc glc300 gle gle350 gls glb gla amg sprinter sprinters metris eqs
eqb cla macan cayenne panamera taycan boxster cayman 911 carrera xc40 xc60 xc90 s60 s90 v60 v90 ex30 ex90
modely model3 models modelx cybertruck defender discovery evoque velar lr4 fpace epace ipace r1t r1s gravity cooper coopers countryman
clubman stelvio giulia levante ghibli grandvitara vitara samurai aztek vibe vue";

const TRIMS: &str = "
badlands bigbend calligraphy denali ex exl fsport hd highcountry hse ihse kingranch laramie lariat latitude le limited longhorn ls lt
ltz nightshade overland platinum powerboost premium prestige pro4x rebel sahara se sel sr5 ss sxt touring trailhunter trd trdpro tremor
xl xle xlt xse z71 zr2 trailboss trailsport sportline bigfoot woodland wilderness";

const COLORS: &str = "
red blue white black blk gray grey silver green orange yellow tan brown purple gold golden beige maroon burgundy pink bronze cream
charcoal navy teal turquoise copper champagne pearl wht ruby rojo roja azul azules blanco blanca blancos negro negra negros gris grises
plateado plateada verde naranja anaranjado amarillo amarilla cafe marron morado morada dorado dorada guinda vino crema rosa turquesa
arena perla color colors colour colours colores";

const BODIES: &str = "
suv suvs truck trucks van vans minivan minivans sedan sedans coupe coupes hatchback hatchbacks hatch wagon wagons convertible
convertibles pickup pickups crossover crossovers roadster camper car cars vehicle vehicles ride wheels troca trocas troka camioneta
camionetas sedan sedanes coche coches carro carros auto autos vehiculo vehiculos deportivo convertibles furgoneta unidad unidades
mueble nave motorhome hybrid hybrids hibrido hibrida hibridos hibridas ev evs electrico electrica electricos electricas diesel
phev 4x4 awd 4wd fwd";

const DAYS: &str = "
monday mondays mon tuesday tuesdays tue tues wednesday wednesdays wed weds thursday thursdays thu thur thurs friday fridays fri saturday
saturdays sat sunday sundays sun lunes martes miercoles jueves viernes sabado sabados domingo domingos";

const NEAR: &str = "
today tomorrow tmrw tomorow tmw tonight weekend weekends weekday weekdays hoy manana fin semana pasadomanana entresemana";

const MONTHS: &str = "
january jan february feb march april apr june jun july jul august aug september sept sep october oct november nov december dec enero
febrero abril mayo junio julio agosto septiembre octubre noviembre diciembre";

const DAY_PARTS: &str = "
morning mornings afternoon afternoons evening evenings noon lunchtime midday dinner lunch tarde tardes noche mediodia madrugada
dawn dusk";

const HOLIDAYS: &str = "
christmas xmas thanksgiving easter juneteenth newyears newyear memorialday laborday july4th independenceday mlk presidentsday veteransday
halloween columbusday goodfriday navidad pascua nochebuena accion feriado feriados festivo festivos holiday holidays eve";

const PARTS: &str = "
alternator axle battery batteries belt belts blade blades brake brakes bulb bulbs bumper bumpers caliper calipers cap catalytic clutch
compressor converter coolant cupholder door engine exhaust fender filter filters fob fobs fuse gasket grille handle headlight headlights
hood hose hubcap hubcaps ignition key keys knob lamp lamps latch lights light lug mat mats mirror mirrors motor muffler nozzle oil pad
pads panel plugs pump radiator rim rims rotor rotors sensor sensors shock shocks spark starter steering strut struts suspension taillight
tailgate thermostat tire tires tyre tyres transmission trunk visor wheel wheels window windows windshield wiper wipers aceite alternador
amortiguador amortiguadores balatas banda baterias bateria bomba bujia bujias cajuela cofre defensa embrague espejo espejos faro faros
filtro filtros freno frenos foco focos llanta llantas llave llaves luces luz manguera mofle motor parabrisas parrilla pieza piezas
puerta radiador retrovisor rin rines suspension tapete tapetes tapon transmision ventana volante limpiaparabrisas calavera clutch";

const FAMILY: &str = "
wife husband son daughter kid kids mom mother dad father brother sister grandma grandmother grandpa grandfather grandson granddaughter
uncle aunt cousin spouse partner fiance friend buddy neighbor teen teenager roommate nephew niece esposa esposo hijo
hija hijos mama papa hermano hermana abuela abuelo nieto nieta tio tia primo prima novia novio amigo amiga vecino suegra suegro";

const NAMES: &str = "
aaron adam alan alex alicia amanda amy ana andrea andrew andy angela anna anthony antonio ashley barbara ben beto bill bob brad brandon
brenda brian carla carlos carmen carol chris christine claudia craig cristina dan daniel danny dave david debbie denise derek diana
diego don donna doug ed eddie eduardo elena emily eric erica ernesto esteban fatima felipe fernando frank gabriel gary george gloria
greg guillermo hector heather henry hugo ivan jack jackie james jamie janet jasmine jason javier jeff jen jennifer jenny jeremy jerry
jesse jessica jim jimmy joe joel john johnny jon jorge jose joseph josh juan juana julia julian julie karen karla kate kathy katie keith
kelly ken kenny kevin kim kyle larry laura lauren lee leo leticia linda lisa lorena louis lucia luis lupe manny manuel marco marcos
marcus maria mario mariana marisol mark marta martin mary matt maurice melissa mia michael michelle miguel mike mohammed monica nancy
nate natalie nick nicole noah norma oscar pablo paco pam pat patricia patrick patty paul paula paulina pedro penny pete peter phil
rachel rafael ramon randy raul ray rebecca ricardo rich richard rick rob robert roberto rodrigo roger ron rosa roy ruben ryan sal sally
sam samantha sandra sara sarah scott sean sergio sharon shawn sofia stacy stephanie steve steven sue susan tammy tanya ted teresa terry
tiffany tim tina todd tom tommy tony tracy travis trevor tyler vanessa veronica vic victor vince wayne wendy will yolanda zach chen nguyen
patel kim singh garcia martinez lopez hernandez gonzalez rodriguez ramirez";

const TONGUES: &str = "
english spanish mandarin cantonese chinese vietnamese tagalog korean japanese arabic farsi russian portuguese french hindi punjabi asl
german italian hmong ingles espanol mixteco portugues frances chino arabe coreano zapoteco interpreter interprete translator traductor";

const PLACES: &str = "
alabama alaska arizona arkansas california connecticut delaware florida georgia hawaii idaho illinois indiana iowa kansas kentucky
louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada jersey mexico york ohio oklahoma
oregon pennsylvania tennessee texas utah vermont virginia washington wisconsin wyoming sacramento fresno oakland reno phoenix
seattle portland dallas houston chicago denver miami sanjose monterey salinas gilroy watsonville aptos hollister";

const SOUNDS: &str = "
noise noises squeak squeaks squeaking squeal squeals grind grinds grinding rattle rattles rattling clunk clunks clunking click clicks
clicking hum hums humming whine whines whining knock knocks knocking growl thump thumps thumping hiss buzz buzzing vibrate vibrates
vibrating vibration shake shakes shaking shudder shudders wobble wobbles jerk jerks hesitates sputter sputters stutters smell smells
smoke ruido ruidos rechina rechinan chilla truena tiembla vibra vibracion huele humo jalonea brinca suena zumba golpetea";

const ORDINALS: &str = "
first second third fourth fifth last 1st 2nd 3rd 4th 5th primero primera segundo segunda tercero tercera ultimo ultima";

const ELSEWHERE: &str = "
weather forecast rain raining rainy sunny humidity fog foggy hurricane tornado earthquake celsius fahrenheit
recipe recipes cook cooking bake baking boil bread banana lasagna pizza pasta sushi burger burgers burrito tacos sandwich cookies
cake soup salad chicken beef pork rice beans milk eggs cheese vegan vegetarian calories diet restaurant restaurants cuisine wine beer
cocktail grocery groceries supermarket ingredients spice spicy
movie movies film films netflix song songs lyrics music playlist spotify album band concert singer sings actor actress episode
series celebrity celebrities painting painted painter artist novel author poem poems poetry essay story haiku rap sing joke jokes riddle
riddles game games gaming playstation xbox minecraft chess soccer football basketball baseball nba nfl mlb fifa superbowl bowl worldcup
championship league olympics athlete
president senator congress government election elections vote voted voting politics political politician mayor governor republican
democrat democrats war religion god bible church pope queen prince
math algebra geometry equation equations calculus fraction squared multiply divided homework exam exams science physics chemistry biology
quantum atom planet planets moon sun galaxy space astronaut dinosaur dinosaurs evolution grammar synonym
country countries continent continents population france paris london tokyo japan china germany spain italy russia brazil india
canada mongolia australia africa europe egypt everest rivers
python javascript java css html sql coding compile compiler algorithm algorithms debug linux
recursion database array loop regex
headache fever flu cough medicine medication pill pills dentist disease cancer diabetes pregnant
pregnancy vitamin vitamins workout gym yoga knee stomach teeth insomnia pharmacy
flights airline airlines airplane hotel hotels cruise tourist airbnb luggage
bitcoin crypto ethereum nasdaq gold lottery
cat cats puppy kitten horse horses bird birds goldfish parrot hamster vet
girlfriend boyfriend married wedding dating marriage divorce kiss tinder crush horoscope zodiac astrology dream dreams soulmate
sink toilet plumber plumbing faucet lawn garden gardening sofa laundry dishes dishwasher fridge refrigerator
calculator calculate universe aliens ghost ghosts philosophy
fedex usps amazon starbucks mcdonalds walmart wikipedia
haircut barber salon nails makeup shoes
clima lluvia llover llueve nieva temperatura pronostico tormenta terremoto
receta recetas cocinar cocino hornear arroz frijoles pollo sopa pastel enchiladas tamales restaurante cerveza vino
pelicula peliculas cancion canciones musica cantante actor actriz novela poema cuento chiste chistes adivinanza
partido futbol mundial seleccion beisbol campeon
presidente gobierno elecciones votar politica politico alcalde gobernador guerra dios iglesia biblia
matematicas ecuacion quimica fisica biologia planeta planetas luna dinosaurio
pais paises francia espana alemania japon poblacion oceano
programacion algoritmo
cabeza fiebre gripe medicina pastilla dentista enfermedad embarazo rodilla estomago muela duele
vuelos aerolinea playa
gato gatos perrito caballo pajaro
casarme boda horoscopo signo zodiaco amor suenos ovnis
plomero fregadero jardin lavadora dragon loteria significado vida universo";

/// A short message made of these alone answers a question; by itself it asks for nothing.
pub const FRAGMENTS: &str = "
yes yep yeah yea ya yup sure ok okay k kk fine correct right no nope nah please pls plz the that this one a an at on in or and it is
works good sounds great perfect either any anytime whichever both neither maybe exactly si no claro bueno dale va ese esa este esta eso
el la los las un una por favor de en a las o y cualquiera ambos ninguno quizas correcto exacto sale vale perfecto asi am pm around about
oclock next this coming proximo proxima que viene is for lets do ill take say como mejor option choice";

/// Words that point at something said before.
pub const POINTERS: &str = "
it its that those this these one ones they them same ese esa eso esos esas este esta esto estos estas aquel aquella mismo misma lo";
