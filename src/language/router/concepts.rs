//! What car shoppers mean, in the many words they have for it, in both languages: a thesaurus, not a set of rules.
//!
//! One concept a line: its name, then folded words; `word*` is any word that starts so, `two_words` is a phrase. A word may be in several
//! concepts. The classifier learns from the playbook what each concept says about an intent; a concept nobody uses costs nothing.

pub(super) const CONCEPTS: &str = "
howmuch how_much howmuch cuanto cuanta a_cuanto en_cuanto de_cuanto por_cuanto whats_the_damage
howmany how_many cuantos cuantas number_of
howlong how_long how_soon cuanto_tiempo cuanto_tarda* cuanto_dura cuanto_se_tarda* que_tanto_tarda takes_how_long
howfar how_far que_tan_lejos
howoften how_often every_how cada_cuanto
how how como
when when cuando whens que_dia what_day a_que_hora what_time wat_time
where where wheres donde whereabouts
who who whos quien quienes whom
which which cual cuales
why why how_come por_que xq porque
what what whats wat que
whatif what_if what_happens what_comes que_pasa si_no
doyouhave do_you_have do_u_have you_got u_got got_any have_any any you_have tienen tiene cuentan_con hay manejan carry stock keep got habra
doyoudo do_you do_u do_yall se_puede hacen pueden can_you can_u could_you could_u would_you podrian puede_n
cani can_i can_we could_i could_we may_i am_i_able puedo podemos podria podriamos se_vale allowed ok_to okay_to
want want wanna wants quiero quisiera queremos me_gustaria would_like id_like id_love like_to interested interesa looking_to hoping
need need needs necesito ocupo need_to hay_que tengo_que have_to must required require* requirement* requisito* obligat* mandatory
search looking_for hunting busco buscando ando_buscando trying_to_find find_me encontrar show_me muestre* browse list
me i im ive id ill me my mine yo mi mis me
you you your ur u yall guys ustedes usted su sus tu staff
we we we_are our ours us nosotros nuestro nuestra ofrecemos we_do
not not no dont doesnt didnt isnt arent cant wont never nunca without sin nada nobody nadie ningun* aint havent hasnt wouldnt stop
again again otra_vez de_nuevo still todavia aun sigue otra another otro
already already ya
now now ahora ahorita right_now at_the_moment today hoy immediately ya_mismo
soon soon asap soonest earliest pronto cuanto_antes mas_proxima next proximo proxima siguiente
late late running_late behind delayed tarde retras* stuck traffic trafico
wait wait* esper* line fila lista_de_espera waitlist hang_around
change chang* mov* move resched* switch push shift cambi* reprogram* pasar_la mover recorrer posponer adelantar bump later different otro_dia instead
cancel cancel* call_off scratch no_longer wont_make cant_make not_coming ya_no_puedo ya_no_voy anul* drop_my skip backing_out nevermind off_the_calendar
confirm confirm* double_check verify verific* sure make_sure check_that recordatorio reminder
appointment appointment* appt* apointment* cita citas booking* reservation reserv* slot* visit* scheduled calendar drop_off dropoff turno
book book* schedul* agend* set_up reserve apunt* make_an sacar hacer_una pencil put_me program* line_up squeeze meter
open_times opening* slot* availab* free time* hour* spots horario* disponib* espacio lugar libre* hueco
open open opens abren abre abierto abiertos cierran cierra cerrado close closes closed closing hours horario horarios hrs what_time_do working
located located location* address direction* directions where_are donde_estan ubicad* ubicacion direccion exit freeway highway turn park parking estaciona* map mapa llegar get_there far street calle across near
drive_test test_drive testdrive test_drives test_driving prueba_de_manejo probar probarla probarlo manejar manejarlo manejarla behind_the_wheel spin take_it_out drive_it drive_one drive_the try try_out dar_una_vuelta sacarla
home house casa home_delivery my_place apartment departamento mi_oficina office work oficina trabajo bring_it_to come_to_me doorstep driveway domicilio porch
deliver deliver* ship* entreg* envi* enviar traer traen llevan transport* haul bring_it drop_it lleva mandar truck_it mandan flatbed trucked
outofstate out_of_state another_state otro_estado different_state fuera_del_estado moving_from mude moved
license license* licence* licencia* permit permiso dl drivers conducir motorcycle international learners
insurance insurance insured seguro aseguranza insur* geico policy
id id identification identificacion ine passport pasaporte credencial matricula_consular photo_id
age age old edad years_old anos 18 21 25 teen minor menor young joven
documents document* paper* papel* paperwork papeles documento* forms proof comprobante* stub* talones bring_with statement* w2 utility recibo bank_statement what_to_bring what_do_i_bring que_llevo que_traigo
bring bring* llevar llevo traer traigo carry take_with
sign sign* firm* signature signed signing esign docusign
contract contract* contrato* agreement acuerdo paperwork terms fine_print letra_chica bill_of_sale buyers_order purchase_order condiciones clausula*
copy copy copies copia copias send_me mandame mandeme pdf
return return* regres* devol* devuel* give_back give_it_back bring_it_back take_back back_out undo change_my_mind cooling_off arrepent* rescind exchange regreso
refund refund* reembols* money_back devuelv* devuelto return_my_money get_back get_it_back my_money dinero_de_vuelta
deposit deposit* deposito* apart* enganche_de money_down put_down hold_fee reservation_fee anticipo sena dinero_abonado holding_fee
hold hold hold* apart* reserve set_aside save_it keep_it guard* no_lo_vendan dont_sell not_sell separ* sepa* mark_it put_my_name dibs first_dibs off_the_site sold_sign detener mantener pull_it
available available avail availability disponible* still_there still_here still_have still_got sold vendi* gone taken left sigue_ahi todavia_esta around pending in_stock on_the_lot en_existencia still_on yet
website website site web page pagina sitio online on_line listing listed listado ad advert* anuncio* anunci* publicad* posted internet photos en_linea craigslist facebook marketplace cars_com autotrader cargurus truecar
price price* pric precio* cost costs cuesta cuestan costo* costar* sale salen vale valen selling_for asking ask_for priced going_for goes_for anda run_me sticker msrp ticket
otd otd out_the_door out_door total ya_con all_in ya_en_la_calle con_todo drive_off_price bottom_line final_price final_number precio_final tax_included con_impuestos everything
cheap cheap* barat* low lower less menos economic* affordable lowest under budget presupuesto within
negotiate best_price best_offer deal_on come_down work_with negoti* haggle wiggle room_on rebaj* bajar bajan bajenle lower_the knock_off take_off would_you_take ill_give ill_pay offer ofrezco ofert* te_doy les_doy doy cash_offer meet_me firm mejor_precio do_better better_number number counter split
match match* beat* price_match igual* mejoran cheaper elsewhere other_dealer another_dealer other_store competitor competencia otro_dealer otra_agencia down_the_road across_town carvana carmax costco vroom quoted lo_tienen_en same_car
advertised advertised listed_price online_price website_price precio_de_la_pagina precio_anunciado precio_publicado sticker_price real_price precio_real that_price typo mistake error_de_precio different_price price_changed price_right
fees fee fees doc dealer_fee* cargo cargos cuota* tarifa* markup* adjustment add_on* hidden surcharge extra_charge* tax taxes impuesto* tramite* gastos destination freight title_fee recargo* tramit* processing
payment payment* pago pagos monthly month mes mensual* mensualidad* per_month a_month al_mes a_week quincena* installment* abonos note pay_each
down down enganche down_payment money_down entrada inicial zero_down nothing_down sin_enganche
finance financ* loan* lender* bank banco prestamo credito credit credito_directo crdito underwriting lending
apr apr interest interes intereses rate rates tasa tasas percent percentage por_ciento money_factor porcentaje
term 36 48 60 72 84 months meses years_loan plazo* term
lease lease* leas* arrend* arrendamiento leasing rentar_a due_at_signing residual
lease_end lease_is_up lease_ends end_of_my_lease buyout buy_out turn_in lease_return over_miles excess_miles extend_my_lease returning_my_lease final_de_mi my_lease mi_lease mi_arrendamiento handing_back disposition maturity termina se_acaba vence
owe owe owes still_owe debo deben upside_down negative_equity payoff pay_off roll saldo me_faltan underwater equity liquid* quedan lien
prequal prequal* pre_qual* preapprov* preaprob* pre_approv* precalif* apply aplicar application solicitud aplicacion soft_pull hard_pull credit_check apply_online online_app hard_inquiry start_the_credit
approve approv* aprob* qualify calif* accepted chances odds get_a_loan guarantee_approval oportunidad me_dan me_prestan
badcredit bad_credit mal_credito score puntaje 500 520 540 550 560 580 600 620 650 repo bankruptcy bancarrota chapter collections no_credit sin_credito first_time_buyer historial cosign* co_sign* cofirma* fico divorced divorcio self_employed unemployed income ingreso* ingresos job payday
denied denied deny denial declined rejected turned_down negaron negado rechaz* adverse letter unwound bank_said dijeron_que_no
ssn ssn social social_security seguro_social itin itins numero_de_social undocumented indocumentado daca dreamer visa h1b green_card work_permit permiso_de_trabajo immigr* inmigra* consular matricula foreign extranjer* papers sin_papeles expat citizen ciudadan* residente
trade trade* trading trade_in tradein a_cuenta dar_mi entregar_mi swap cambio_mi intercambi* dejar_mi mi_carro_como part_exchange
worth worth value valor vale_mi appraise* apprais* avaluo avalu* kbb blue_book offer_me give_me_for me_dan_por me_das get_for_my would_i_get dan_por book_value equity me_dan cuanto_me
sell sell sells vender vendo venden selling_my sell_my vender_mi buy_my comprar_mi compran buy_cars sell_you without_buying sin_comprar cash_for unload
buy buy* compr* purchas* bought comprado got_it adquir*
promo promo* special* sale_event deal deals descuent* discount* oferta ofertas promocion* rebate* rebaja* incentive* bono bonos bonus coupon* cupon* flyer black_friday clearance liquidacion event zero_percent employee_pricing cash_back customer_cash voucher sales_event holiday_sale special_offer percent_off off
military military veteran* army navy marine* college grad student* estudiante* graduad* teacher* maestr* nurse* enfermer* first_responder* firefighter* police aaa loyalty lealtad conquest senior* militar* costco_member farm_bureau uber employee member* socio
qualify_promo stack combine combin* eligib* eleg* qualify califico aplica_para
addons gap warranty_package extended service_contract vsc ceramic coating etch lojack paint_protection tint_package nitrogen maintenance_plan protection_plan proteccion tire_and_wheel add_on add_ons addon* theft_etch xpel plan_extendido paquete_de_proteccion accesorios_que
warranty warrant* garanti* guarant* covered cover covers cubre cubierto* coverage cobertura powertrain bumper_to_bumper extended_plan plan claim
certified certif* cpo pre_owned_certified multi_point inspection inspecc* 160
history history historial carfax autocheck accident* choque* chocad* wreck* owners duen* one_owner rental salvage title_status clean_title titulo_limpio prior_owner smoke_free previous flood inundad* fleet
new new nuevo nueva nuevos nuevas brand_new 0_miles del_ano
used used usado usada usados usadas pre_owned preowned seminuev* second_hand segunda_mano older viejit*
mileage miles mileage millas mi odometer odometro kilomet* millaje low_miles
compare compar* versus vs better best difference diferencia* differ which_is mejor conviene or_the o_la entre between prefer recomiend*
colors color* colour* colores pintura paint shade tono interior exterior upholstery asientos_de_color
trims trim* version* versiones level levels model_lineup grade paquete package packages edicion edition
features feature* carplay android_auto apple bluetooth sunroof quemacocos moonroof heated ventilated camera* camara* navigation nav screen pantalla speaker* sound airbag* cruise lane_keep blind_spot collision_warning usb wifi hotspot remote_start push_button keyless massage seats asiento* assist* sensor* display automat* headsup equipped_with trae viene_con come_with comes_with
crashtest crash_test iihs nhtsa safety_rating star_rating stars estrellas pruebas_de_choque overlap top_safety calificacion side_impact rollover
towing tow_capacity towing tow_rating remolc* jalar jala pull trailer* tow_a gvwr payload hitch_rating tongue camper boat lancha carga_maxima
specs horsepower hp torque caballos engine motor cylinder* cilindro* mpg mileage_per gas_mileage por_galon galon* gallon* liter* litro* v6 v8 curb_weight wheelbase clearance altura length largo ancho wide width tall tank tanque cargo cabe caben fit fits room espacio legroom headroom dimension* weigh* pesa top_speed 0_to_60 cajuela capacity capacidad trunk suitcase* pull_a how_tall how_wide how_heavy mide premium_gas
ev charg* carga cargador* plug* enchuf* kwh range autonom* electric electrico electrica ev evs battery_pack level_2 home_charger volt* kilowatt* supercharger nacs tax_credit_ev
incoming incoming arriv* llega* on_the_way in_transit shipment allocation truckload next_batch coming_in camino transito vienen_en embarque cargamento due_in expecting proximas
order order* pedir pedido ordenar factory build built_to fabrica custom configure spec_out sobre_pedido vin_number_assigned locate dealer_transfer dealer_trade waitlist lista_de_espera claim allocation
notify notify let_me_know text_me_when alert* avis* email_me_when call_me_when tell_me_when heads_up keep_me_posted avisenme avisame when_one if_one keep_an_eye pops_up shows_up
photos photo* pic pics picture* foto* video* videos clip image* imagen* walkaround walk_around facetime close_up shoot zoom live_look snap
parts part parts pieza* refaccion* oem aftermarket in_stock_part numero_de_parte part_number counter mostrador assembly genuine original
accessories accessor* accesori* rack* tonneau floor_mat* mats tapete* hitch* lift_kit bed_liner bedliner roof_rack running_board* step* tint polariz* spoiler install* instal* cover mud_flap* remote_start_kit organizer cargo_net
service servic* maint* mantenimiento oil_change cambio_de_aceite tune_up afinacion tune rotate inspection servicio checkup mechanic mecanic* shop taller dept department garage alignment alineacion flush
repair repair* fix fixed fixing arregl* repar* compon* diagnos* work_on look_at revis* check_out checked
service_interval every_how interval how_often cada_cuanto 30k 60k 90k 5000 oil_type fluid* quart* synthetic sintetico filter_change which_oil take_how_long
ready ready lista listo terminaron done finished status estatus update any_news como_va progress avance my_car_done ya_esta fixed repair_order ro pick_up pickup recoger recoge*
symptom noise* ruido* leak* gotea fuga smell* huele vibrat* vibra* shak* tiembla stall* se_apaga hesita* jerk* overheat* calienta rough idle squeal* rechina grinding clunk weird raro funny acting wont_start no_prende no_arranca keeps_dying pulling hot cold blows loses drains puddle slipp* hums hum trouble problem problema something_wrong
light light luz foco_del warning check_engine cel mil tpms dash tablero lamp icon symbol simbolo triangle amber red_light prendio came_on came_up message mensaje abs se_prendio testigo dice parpade* flashing blinking lit
breakdown broke_down broken_down stranded tirad* varad* tow_truck grua stuck_on roadside asistencia jump dead muert* died flat ponchad* brakes_failed shoulder wont_shift limp_mode smoking towed no_frena failed side_of_the se_me_apago
emergency 911 fire fuego incendio hurt injur* herid* lastim* ambul* bleeding sangr* die dying suicid* kill crash crashed accident choque choq* unconscious passed_out trapped atrapad* seizure gas_leak smoke_inside explod* emergencia emergency desmay* heart_attack matar
recall recall* retiro campaign* campana* takata defect* defecto* llamado nhtsa safety_notice service_bulletin
safe safe seguro_manejar safely segura peligro* danger* risk riesgo
loaner loaner* loan_car rental rent renta courtesy cortesia prestado prestan shuttle ride uber lyft raite transporte llevan_a substitute_car carro_prestado lift
amenities wifi coffee cafe snack* lounge sala_de_espera waiting_room waiting_area tv kids_area play_area restroom* bano banos vending water agua nap desk dog perro juguete* comida nearby while_i_wait mientras_espero comfortable lobby microwave charging_station
tires tire* tyre* llanta* wheel* rim* rin rines rotat* rotac* balance* patch puncture* ponch* screw clavo nail tread psi all_terrain winter michelin bridgestone goodyear
body dent* dents golpe* abolladura* scratch* rayon* rayad* bumper defensa fender paint collision hojalat* windshield parabrisas glass chip* hail granizo body_shop carroceria repaint scrape* panel detailing detail pdr estimate_body door_ding side_mirror
howto how_do_i como_le como_se_hace como_hago como_conecto como_pongo como_apago como_quito como_cambio como_programo set_the pair reset turn_off turn_on apagar prender program connect silence disable unlock activ* desactiv* manual instructions reprogram* configurar conectar jumpstart fold setup sync button boton switch_off
registration regist* plates plate placas placa title titulo tag tags sticker_renewal dmv temporary_tag paper_tag permiso_temporal renew* renov* transfer transfer* smog emplac* pink_slip
plates_late still_dont still_havent no_han_llegado no_me_han never_came its_been been_weeks weeks_ago months_ago llevo_semanas overdue expired vencid* about_to_expire
careers job jobs hiring hire contrat* trabajo empleo career* position* vacante* apply_to_work resume curriculum internship apprentice* work_there work_for_you salary vacancies solicitud_de_empleo porter technician_job openings_for part_time full_time detailer_job
community sponsor* patrocin* donat* donac* charity caridad fundrais* little_league school escuela car_show event evento toy_drive raffle rifa nonprofit blood_drive cars_and_coffee community comunidad team equipo
contact phone telefono number numero email e_mail correo extension fax reach comunic* contact* call llamar ext whats_the_number number_for address_for
prefer_contact text_me call_me email_me reach_me mandame_texto llamame llameme mensaje_de_texto by_text by_email only_text dont_call best_time after_work whatsapp prefer prefiero por_correo por_mensaje my_number mi_numero mi_celular my_cell my_email
optout unsubscribe stop_texting stop_calling stop_emailing quit opt_out baja do_not_contact no_me_escriban no_me_llamen dejen_de remove_me remove_my delete borr* elimin* erase my_data my_information mis_datos informacion_personal privacy privacidad do_not_sell consent personal_info take_me_off spam_me wipe forget_my my_details details_about_me dont_share quitenme bajenme
human human person persona humano real_person someone alguien representative agent agente asesor vendedor sales_rep salesperson manager gerente supervisor operator talk_to speak_to hablar speak_with hablar_con pasame paseme comuniqueme transfer_me empleado somebody specialist live_chat reach_out get_back_to_me
bot bot robot ai automated machine maquina artificial chatgpt real humano inteligencia program are_you_real are_you_human eres contestando computer virtual your_name te_llamas typing
staff salesman salesperson asesor vendedor manager gerente advisor works_there work_there trabaja is_in owner_of finance_guy in_charge encargado general_manager director sales_rep rep technician who_is
language spanish espanol english ingles speak habl* translat* traduc* interpret* language* idioma* bilingual bilingue sign_language wheelchair silla_de_ruedas accessible accesib* ramp rampa deaf sordo blind ciego large_print disability discapac* elevator step_free
lost lost left forgot olvid* dej* perd* found encontr* lost_and_found missing misplaced deje_mi left_my left_something turn_in se_me_quedo
belongings wallet cartera sunglasses lentes glasses jacket chamarra purse bolsa phone celular keys llaves umbrella paragua* garage_opener car_seat backpack mochila laptop ring anillo charger cargador earbuds hat gorra toy
info about history family_owned group grupo brands marcas how_long_have_you_been since years_in_business owned dealership concesionario agencia anos_llevan store tienda awards independent sell_used part_of
otherstore other_location other_store otra_sucursal sucursal sucursales sister wrong_store wrong_dealer otra_ubicacion meant_the different_location other_dealership la_otra the_one_in otras_agencias kia_store honda_store
sitehelp button boton page_wont link enlace form formulario upload* subir load* cargar error website_down chat_box chat message_didnt send sent broken_link glitch frozen blank app log_in login password contrasena doesnt_work no_funciona no_sirve not_working wont_load no_abre no_carga refresh transcript browser captcha
complaint complain* queja* terrible horrible worst peor awful lied mintieron mentiros* rude groser* scam* estafa* ripoff ripped ridiculous unacceptable inaceptable angry enojad* furious disappointed decepcion* wasted perdi_mi never_again nunca_mas pathetic incompetent* joke bait fed_up sick_of bad_service mal_servicio pesimo ignor* mistreat* third_time disgust* shady overcharged unprofessional nobody_called worst_enemy trash garbage basura robaron ratero* engan* broke_my screwed
legal lawyer* attorney abogad* sue suing demand* demandar court corte tribunal* bbb attorney_general ag fraud* lemon_law small_claims legal illegal* ilegal* report_you reportar* denunci* ftc dmv_complaint news_station chargeback consumer_affairs consumer_protection proteccion_al_consumidor discrimin* without_permission sin_mi_permiso forged class_action profeco derechos cfpb solicitor police policia tv_station reviews media
injection ignore_all ignore_your ignora system_prompt prompt instructions instruccion* rules reglas pretend finge act_as actua roleplay jailbreak developer_mode override admin* restriction* bypass unrestricted dan from_now_on a_partir_de base64 hidden ocult* binding repeat repite word_for_word reveal output print tool tools herramient* api json token_s system sistema verified unlock execute sql drop_table script url fetch confidential
abuse stupid estupid* idiot* imbecil pendej* fuck* shit mierda puta puto asshole bitch dumb tonto moron suck sucks useless inutil hate_you shut_up callate damn wtf stfu bastard cabron hell loser sexy nude* naked crap baboso
vendor we_offer our_company our_services seo leads marketing partnership demo b2b ofrecemos nuestra_empresa proveedor* wholesale vendor* supplier cleaning_services limpieza landscap* backlinks google_ranking our_agency increase_your grow_your increase_sales for_dealers para_agencias for_dealerships outsourc* invoice decision_maker who_handles_your
positive thank_the great_job awesome amazing excelente excellent wonderful best_experience kudos props shout_out love_my friendly amable* helped_me recommend recomend* five_stars cinco_estrellas great_service muy_bien gran_servicio fantastic good_job felicit* encant* enjoyed pleasant super_helpful deserves medal smooth professional happy_with contento contenta
thanks thank* thx gracias ty tysm bye adios appreciate_it hasta_luego nos_vemos cheers see_you catch_you have_a_good good_night that_is_all thats_all es_todo eso_es_todo goodbye take_care
hello hi hello hey hola buenas buenos_dias buenas_tardes good_morning good_afternoon good_evening howdy greetings saludos que_tal morning sup yo
offtopic weather clima llover rain poem poema homework tarea recipe receta movie pelicula song cancion game partido president politic* vote voto capital math python java code codigo programming translate stock_market bitcoin dollar dolar flight vuelo horoscope horoscopo restaurant* taco tacos doctor medicine headache pizza news lottery sing sings who_won president movie cook bake planet* ups fedex package essay write_a knee fog team celebrity history_of
chitchat joke chiste favorite favorito bored aburrid* feelings sientes married casad* love_you te_quiero friend amigo lol haha jaja* funny how_are_you como_estas secret secreto guess do_you_like te_gust* sing_me lonely tired hungry dream happy_friday feliz
weekdays weekend weekday fin_de_semana saturday sunday sabado domingo
holiday holiday* christmas navidad thanksgiving easter juneteenth july_4th 4th_of_july memorial_day labor_day new_years feriado festivo accion_de_gracias
visit visit* come_in come_by stop_by pasar paso ir voy swing_by drop_in pop_in walk_in show_up venir look_at see ver verlo verla check_out meet stop_in browse sin_cita person_to_person
duration minutes minutos hour hora half_hour media_hora length long day dias
family wife husband son daughter kid kids hijo hija esposa esposo mom dad mama papa friend grandma grandmother abuela spouse
kids_seat car_seat* booster stroller* carriola isofix latch third_row tercera_fila
amount grand thousand mil dollars dolares bucks pesos hundred cientos k cash efectivo
status_vehicle my_car my_truck mi_carro mi_troca mi_camioneta mi_auto my_suv my_van my_vehicle my_ride
thatone that_one this_one that_car that_truck ese esa el_de la_de esa_unidad the_one
someone somebody someone anyone anybody alguien nadie a_person
receive get got receive recib* llego llegue hear
keys key keys llave llaves fob fobs
";
