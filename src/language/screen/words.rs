//! Words that make a number harmless, and words that make it money. Folded; English and Spanish together.

use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

/// What is counted or measured, right after a number.
const UNITS: &str = "mile miles mi km kms kilometer kilometers kilometro kilometros milla millas millaje kilometraje mph kph mpg mpge kwh kw hp bhp cv ps caballos caballo \
    horsepower horses lb lbs libra libras pound pounds pounder ft feet foot pies pie torque inch inches pulgada pulgadas cubic cu liter liters litre litres litro \
    litros l qt qts quart quarts gallon gallons galon galones cc rpm volt volts v voltios watt watts w amp amps degree degrees grados psi seat seats seater seaters \
    asiento asientos plazas passenger passengers pasajero pasajeros people persona personas person adults adultos kids ninos row rows fila filas hilera hileras door doors puerta puertas cylinder \
    cylinders cilindros speed speeds velocidades gear gears owner owners dueno duenos key keys fob fobs llave llaves photo photos foto fotos picture pictures \
    video videos vehicle vehicles vehiculo vehiculos car cars carro carros auto autos truck trucks troca trocas camioneta camionetas suvs suv van vans sedan sedans minivan minivans coupe coupes crossover crossovers hatchback hatchbacks wagon wagons hybrids hybrid unit units unidad \
    unidades model models modelo modelos trim trims trimlevels version versions versiones color colors colores option options opcion opciones minute minutes min mins \
    minuto minutos hour hours hr hrs hora horas second seconds sec secs segundo segundos day days dia dias week weeks semana semanas month months mes meses year \
    years yr yrs ano anos times time veces vez star stars estrella estrellas review reviews resena resenas opiniones airbag airbags bolsas speaker speakers bocinas \
    altavoces camera cameras camara camaras port ports puertos usb cupholders cupholder portavasos wheel wheels ruedas tire tires llanta llantas technician \
    technicians techs tech tecnicos advisor advisors asesores bay bays bahias lift lifts location locations sucursal sucursales store stores tienda tiendas rooftop \
    rooftops dealership dealerships step steps paso pasos item items question questions pregunta preguntas spot spots lugares lugar appointment appointments cita \
    citas slot slots opening openings customer customers cliente clientes family families familias guest guests member members miembros charger chargers \
    cargadores cargador stall stalls pixel pixels screen screens display pantalla pantallas mm cm m meter meters metre metres metro metros centimetros kg kilos ton tons toneladas \
    payload towing capacity hz gb tb mb lumens nm block blocks cuadra cuadras floor floors piso pisos acre acres square sq employees empleados employee service maintenance \
    servicio mantenimiento warranty series hd diesel edition am pm a.m p.m oclock o'clock horas percent-charged wide long tall deep high highway city combined carretera \
    ciudad matches match results resultados more-photos copies copia copias pages paginas page characters digit digits digitos letters letras number numbers numero numeros turns cupos bags bag suitcases maletas bike bikes \
    bicicletas car-seats carseats latch anchors anclajes zone zonas way ways-power settings modes modos drive stores lugares languages idiomas bathrooms rooms lane lanes carriles exits salidas lights light luces stoplights semaforos \
    trips trip viajes charges cycles ciclos points inspection inspeccion puntos check kilowatts kilovatios kilowatt onza onzas ounces oz grams decibels db cup cups tazas drinks snacks chairs sillas tables mesas attempts intentos messages mensajes chats visits visitas shuttles loaners \
    generation generations gen generacion generaciones ply stage stages tier level levels nivel niveles niners foot-bed bed batteries rating ratings liter-engine octane octanos octanaje bateria baterias motor motors motores engine engines ejes axles turbo turbos injectors valves valve valvulas pistons teammates coworkers companeros reps salespeople vendedores specialists especialistas managers gerentes brands marcas makes parts partes piezas repuestos refacciones filters filtros wipers quarter quarters turn dozen docenas view panoramic meeting";

/// Money, right after a number or standing for it.
const MONEY: &str = "dollar dollars dolar dolares buck bucks usd dlls dls euro euros peso pesos mxn varos pavos lana cent cents centavo centavos cash efectivo contado otd obo msrp firm firme cerrados cerrado netos neto grandes quid smackers bones biyuyos dolaritos billete billetes down enganche drive-away tt&l taxes tax impuestos sticker \
    deposit deposito";

/// A label right before a number: it names something.
const LABELS: &str = "row rows exit exits bay bays door doors room rooms suite ste unit highway hwy route rt rte interstate section aisle lane ext extension option press dial step level stock stk ro vin \
    model lot zip code gate building bldg floor space stall spot box apt apartment marker page version gen generation class tier chapter phase number no num case order confirmation \
    reference ref ticket top euro carplay ios android windows series type line pin fila salida puerta piso cajon ruta carretera opcion paso numero modelo inventario nivel linea autopista \
    calle codigo orden pedido cita generacion serie tipo oprima marque presione salga espacio lugar edificio local sala oficina cuarto dot grade octane sae category cat zone zona mode modo table desk window stage part parts parte \
    pieza euroncap iihs nhtsa rated born since desde_el en_el model-year my id area gear dock ramp aisle bin shelf kilometer mile milepost block cuadra tel phone telefono call text llame fax";

const MONTHS: &str = "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre \
    noviembre diciembre monday tuesday wednesday thursday friday saturday sunday lunes martes miercoles jueves viernes sabado domingo mon tue wed thu fri sat sun";

/// Models whose names end in a number.
const MODELS: &str = "ram silverado sierra promaster express savana sprinter transit f e econoline model fiat chrysler saab mazda mazda3 mazda6 cx mx rx es nx lx gx ls is ux rc lc tx rz gla glb glc gle gls cla cls slk sl amg \
    c s g b a eqs eqb eqe bmw audi q x i z m series serie polestar volvo xc s60 v60 ioniq ev id k qx q50 q60 tlx mdx rdx zdx nsx porsche carrera peugeot renault civic-si super duty superduty metris titan nv frontier isuzu npr \
    hino gr supra wrangler gladiator rubicon cherokee 4xe grand infiniti genesis g70 g80 g90 gv70 gv80 lexus mercedes benz mercedes-benz escalade ct xt lyriq camaro mustang boss shelby gt corvette ferrari r yamaha polaris vw golf \
    tesla cooper hardtop countryman veloster ds arteon rs sq tt raptor durango hemi challenger charger scat v";

/// A figure for a car follows these.
const QUOTES: &str = "price prices priced cost costs costing asking sells selling listed tagged runs running goes going pay paying paid worth valued value total totals sticker stickered msrp invoice quote quoted offer offering \
    offered fee fees charge charged charges deposit accept take figure number ballpark estimate estimated ask fetch fetches appraise appraised appraises brings tag precio precios cuesta cuestan costaria costo vale valen valdria \
    anda andan ronda rondan sale salen saldria queda quedan quedaria pagas paga pagar pagaria pagarias cobra cobramos cobran cobro ofrezco ofrecemos oferta doy damos dejo dejamos deja vendo vendemos total valor cotizo cotizamos \
    cotizacion comes come came figures settle yours tuyo tuya suyo suya lands sits starts starting budget vende venden vendio sold buys say brings bring stickers gets spend spending";

/// Stands between a word of price and its figure.
const BRIDGES: &str = "is are was be would will about around near nearly roughly approximately approx like just only at for to in the of a an under over below above between almost close circa you it out it's that's right maybe probably \
    somewhere around-about es son esta estan seria en de por como unos unas cerca casi alrededor a el la los las solo nomas entre menos mas te le lo se unas apenas tan desde hasta su tu - : ~ ' s from as low high mid upper lower ya este";

/// Right after a number they round it off as a quote.
const ROUNDERS: &str = "even flat firm otd obo plus all-in neto netos cerrados redondos";

#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Word(u16);

impl Word {
    pub const UNIT: u16 = 1;
    pub const MONEY: u16 = 2;
    pub const LABEL: u16 = 4;
    pub const MONTH: u16 = 8;
    pub const MODEL: u16 = 16;
    pub const QUOTE: u16 = 32;
    pub const BRIDGE: u16 = 64;
    pub const ROUNDER: u16 = 128;
}

static WORDS: LazyLock<HashMap<&'static str, u16>> = LazyLock::new(|| {
    let lists = [
        (UNITS, Word::UNIT),
        (MONEY, Word::MONEY),
        (LABELS, Word::LABEL),
        (MONTHS, Word::MONTH),
        (MODELS, Word::MODEL),
        (QUOTES, Word::QUOTE),
        (BRIDGES, Word::BRIDGE),
        (ROUNDERS, Word::ROUNDER),
    ];
    let mut words = HashMap::new();
    for (list, bit) in lists {
        for word in list.split_whitespace() {
            *words.entry(word).or_insert(0) |= bit;
        }
    }
    words
});

pub fn is(word: &str, bit: u16) -> bool {
    WORDS.get(word).is_some_and(|bits| bits & bit != 0)
}

/// Whether `words`, a list with blanks between, has `word`. Each list is sorted once a thread, since a long text asks thousands of times.
pub fn one_of(word: &str, words: &'static str) -> bool {
    if word.is_empty() || word.len() > LONGEST {
        return false;
    }
    SORTED.with_borrow_mut(|lists| {
        let list = lists.entry((words.as_ptr() as usize, words.len())).or_insert_with(|| {
            let mut list: Vec<&'static str> = words.split_ascii_whitespace().collect();
            list.sort_unstable();
            list
        });
        list.binary_search(&word).is_ok()
    })
}

type Lists = HashMap<(usize, usize), Vec<&'static str>, BuildHasherDefault<Places>>;

/// No word of the lists is longer.
const LONGEST: usize = 20;

thread_local! {
    /// By where the list stands, which is the same list as long as the process lives.
    static SORTED: RefCell<Lists> = RefCell::default();
}

/// Addresses are spread enough by themselves.
#[derive(Default)]
struct Places(u64);

impl Hasher for Places {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_usize(usize::from(*byte));
        }
    }
    fn write_usize(&mut self, place: usize) {
        self.0 = (self.0.rotate_left(5) ^ place as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

pub fn starts_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

pub fn words_like_rate(word: &str) -> bool {
    one_of(
        word,
        "apr rate rates interest tasa tasas interes intereses tae financing financiamiento \
                finance a.p.r money-factor",
    )
}

pub fn is_off(word: &str) -> bool {
    one_of(
        word,
        "off discount discounts discounted descuento rebaja savings less rebate menos markdown \
                ahorro cheaper bonus bonificacion reembolso",
    )
}

pub fn is_reduce(word: &str) -> bool {
    one_of(
        word,
        "knock knocked shave drop dropped reduce reduced save saves slash lower lowered cut \
                chop rebajo rebajamos rebajar bajo bajamos bajar bajarle quito quitamos quitar \
                quitarle descuento descontar descontamos ahorra ahorras ahorrar rebajarle rebajaria \
                descontarle waive restarle resto subtract",
    )
}

pub fn is_state(word: &str) -> bool {
    one_of(
        word,
        "ca or wa nv az tx fl ny nj il oh pa ga nc sc va md ma ct ut co nm id mt wy ok ks mo ar \
                la ms al tn ky in mi wi mn ia ne sd nd me nh vt ri de wv hi ak dc pr zip cp california \
                oregon texas florida nevada arizona washington",
    )
}

pub fn is_currency(mark: &str) -> bool {
    matches!(mark, "$" | "€" | "£" | "¥" | "₱" | "₡" | "¢" | "₿")
}
