//! Words that tell English from Spanish, folded, strongest first. Words common to both ("no", "a", "me", "hay") stand in neither list.

/// Words of grammar: one is nearly proof.
pub const EN_STRONG: &str = "the is are was were be been being am i i'm im i'll i've i'd you your you're u ur we our we're us they them their \
    he she his her him it it's its this that these those what what's whats when where which who whose why how with without for from of on in at by to into \
    about and or but if then than because do does did don't dont doesn't didn't can can't cant cannot could would should will won't may might \
    must have has had having get got gets getting give need needs want wants wanna gonna like know there here any some all every not \
    yes yeah yep yup nope please pls plz thanks thank thx ty hi hello hey howdy bye goodbye morning afternoon evening tonight today tomorrow tmrw \
    yesterday sure great good nice never always still just too very much many more most my mine myself out up off over back down \
    only also so let lets let's going goes went come came looking look see saw say tell told ask call send text stop help find \
    anyone someone something anything nothing whatever wht wut idk lol btw asap cuz ya y'all yall guys folks sorry welcome";

/// Words of the trade and everyday life.
pub const EN_WEAK: &str = "car cars truck trucks vehicle vehicles van used new preowned price prices cost payment payments monthly month lease \
    loan credit rate warranty service oil change tire tires brake brakes parts part appointment schedule test drive available availability stock \
    inventory color white black red blue green gray grey silver miles mileage engine seat seats row trunk towing tow door doors window key keys \
    open close closed closing hours hour day days week weekend monday tuesday wednesday thursday friday saturday sunday january february \
    march april june july august september october november december noon time address location directions phone number email name photo \
    photos picture pictures video safety recall range charge charging battery electric hybrid gas diesel awd trade trade-in deal offer discount \
    cheap best one two three four five six seven eight nine ten first last next wife husband son daughter kid kids family friend mom dad \
    person human manager salesman sales rep agent robot real speak talk buy buying sell sold bought drive drives driving driven pick drop leave left right \
    light check broke broken fix fixed noise leak smoke ready done work working live near far long big small old year years model trim \
    leather heated roof size loaner shuttle wait waiting money cash fees tax paperwork title plates registration insurance bank approved \
    job hiring paint bumper windshield wiper filter coolant fluid tow-truck highway road street city lot store dealer dealership maybe \
    perfect awesome cool lovely sounds hold same other another else yet already soon later early late again together around between under above";

pub const ES_STRONG: &str = "el los las una unos unas un lo le les se que como cuando cuanto cuanta cuantos cuantas donde cual cuales quien \
    quienes porque por para con del al es esta estan este estos esto esa ese eso esas esos estas soy eres somos son estoy estamos era fue fueron sera ser estar hay \
    tiene tienen tengo tienes tenemos tener tenia puede pueden puedo puedes podemos podria podrian quiero quieres quiere queremos quieren \
    quisiera quisieramos necesito necesita necesitan necesitamos hace hacen hago hacer voy vas va vamos van ir mi mis tu tus su sus nuestro \
    nuestra yo ella nosotros ustedes usted ud uds ellos ellas y o pero si tambien muy mas menos mucho mucha muchos muchas algo alguien \
    algun alguna algunos nada nadie ningun ninguna todo toda todos todas otro otra otros otras aqui ahi alla ya aun todavia siempre nunca \
    ahora hoy manana ayer hola buenas buenos buen bueno buena gracias favor porfa porfavor oiga oye mire mira disculpe perdon adios saludos claro vale dale orale sale \
    bien mal sin sobre desde hasta entre despues antes luego entonces pues asi solo sino aunque mientras dia dias noche noches tarde tardes \
    gustaria gusta interesa busco buscando ando quedo queda quedan manda mande mandame mandar dime diga digame dame deme dar saber sabe \
    saben se puedes da dan hablar hablo habla hablan espanol ingles llamar llame llamen llamame llega llegar llegan abre abren cierra cierran abierto \
    abierta cerrado cerrada cuesta cuestan sirve sirven trae traen viene vienen venir vender venden vendieron vendo comprar compre compro pagar pago ver quitar \
    pasar pase pasen haber habia he hemos han cree creo crei ok-gracias nos os ni cada segun casi de en la";

pub const ES_WEAK: &str = "carro carros coche coches auto autos troca trocas camioneta camionetas vehiculo vehiculos usado usados usada usadas nuevo \
    nuevos nueva nuevas seminuevo seminuevos precio precios costo pagos mensual mensuales mes meses enganche entrada credito tasa interes \
    garantia servicio aceite cambio llanta llantas freno frenos refaccion refacciones pieza piezas cita agendar prueba manejo manejar \
    disponible disponibles inventario color blanco blanca negro negra rojo roja azul verde gris plateado millas millaje kilometraje motor asiento \
    asientos fila cajuela remolque puerta puertas ventana llave llaves horario horarios hora horas semana fin lunes martes miercoles jueves viernes sabado \
    sabados domingo domingos enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre mediodia direccion \
    ubicacion telefono numero correo nombre foto fotos seguridad retiro autonomia carga bateria electrico electrica hibrido hibrida hibridos hibridas \
    gasolina oferta ofertas descuento barato barata mejor uno dos tres cuatro cinco seis siete ocho nueve diez primero primera siguiente \
    esposa esposo hijo hija hijos familia amigo amiga mama papa persona humano gerente vendedor vendedora asesor luz tablero rompio ruido fuga \
    humo listo lista trabajo trabajan vivo cerca lejos largo grande chico chica pequeno viejo ano anos modelo version piel techo tamano \
    dinero efectivo impuestos papeles titulo placas registro seguro banco aprobado licencia taller patio agencia concesionario tienda calle \
    avenida ciudad carretera autopista grua choque perfecto perfecta excelente quizas tal vez misma mismo juntos alrededor bajo encima revisar revisen revise \
    arreglar arreglo queja abogado demanda tribunal contrato firmar cancelar devolver reembolso oiga fijese pregunta duda informacion \
    ayuda ayudar ayudeme ayudame quien dinero mil pesos dolares cien peso vino sueno enciende prende arranca jala frena suena huele tira tanque puntos examen manejo ahorita rato amable";

pub const EN_GREETINGS: &str = "hi hello hey bye thanks thank thx sorry please";
pub const ES_GREETINGS: &str = "hola adios gracias perdon saludos amigo";

/// Makes and models say nothing about the speaker.
pub const NAMES: &str = "toyota honda ford chevy chevrolet nissan mazda kia hyundai subaru jeep ram dodge gmc bmw audi lexus acura infiniti volvo \
    tesla volkswagen vw buick cadillac lincoln mitsubishi porsche chrysler fiat mini genesis rivian tacoma tundra corolla camry sienna highlander \
    sequoia prius venza yaris avalon 4runner rav4 civic accord pilot odyssey ridgeline passport fit insight bronco maverick ranger explorer escape \
    edge mustang expedition transit fiesta focus silverado colorado tahoe suburban equinox traverse trax malibu camaro corvette bolt blazer impala \
    spark altima sentra versa rogue murano pathfinder frontier titan kicks leaf armada ariya miata sportage sorento telluride carnival soul forte rio \
    niro seltos stinger tucson elantra sonata santa fe cruz palisade kona ioniq venue veloster accent outback forester crosstrek ascent impreza \
    legacy wrangler gladiator cherokee grand renegade compass wagoneer durango charger challenger caravan pacifica sierra yukon acadia terrain \
    canyon jetta tiguan atlas golf passat taos carrera cayenne macan escalade navigator aviator enclave envision encore outlander mirage suv \
    chat web website online link app email whatsapp gps airbag airbags bluetooth carplay vin";
