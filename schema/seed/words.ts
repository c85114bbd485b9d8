/** The demo's vocabulary: people and places of several countries, goods, titles and what reviewers say. All of it is made up. */

export interface Country {
  readonly name: string
  readonly cities: readonly string[]
  readonly streets: readonly string[]
  readonly first: readonly string[]
  readonly last: readonly string[]
  /** `%` stands for the family name. */
  readonly companies: readonly string[]
  /** `#` stands for a digit, here and in `phone`. */
  readonly postalCode: string
  readonly phone: string
  /** In Japan the family name comes first. */
  readonly familyFirst?: true
}

export const COUNTRIES: readonly Country[] = [
  {
    name: 'Germany',
    cities: ['Berlin', 'Köln', 'München', 'Görlitz'],
    streets: ['Lindenstraße', 'Am Markt', 'Gärtnerweg'],
    first: ['Jürgen', 'Anke', 'Sören', 'Käthe', 'Lukas'],
    last: ['Müller', 'Weiß', 'Schröder', 'Bauer', 'Krüger'],
    companies: ['% GmbH', 'Feinkost %', '% & Söhne KG'],
    postalCode: '#####',
    phone: '+49 30 555 ####',
  },
  {
    name: 'France',
    cities: ['Lyon', 'Nîmes', 'Paris', 'Orléans'],
    streets: ['rue de l’Église', 'avenue Victor-Hugo', 'place du Marché'],
    first: ['Élodie', 'François', 'Zoé', 'Benoît', 'Camille'],
    last: ['Lefèvre', 'Moreau', 'Dubois', 'Bézier', 'D’Aubigné'],
    companies: ['Maison %', 'Épicerie %', '% et Fils'],
    postalCode: '#####',
    phone: '+33 1 55 55 ## ##',
  },
  {
    name: 'Poland',
    cities: ['Łódź', 'Kraków', 'Gdańsk', 'Poznań'],
    streets: ['ulica Długa', 'ulica Kościuszki', 'aleja Róż'],
    first: ['Łukasz', 'Agnieszka', 'Zofia', 'Stanisław', 'Jan'],
    last: ['Wójcik', 'Kowalczyk', 'Nowak', 'Gołąb', 'Żak'],
    companies: ['% sp. z o.o.', 'Sklep %', 'Dom Handlowy %'],
    postalCode: '##-###',
    phone: '+48 22 555 ## ##',
  },
  {
    name: 'United Kingdom',
    cities: ['London', 'Leeds', 'Bath', 'Edinburgh'],
    streets: ['High Street', 'Mill Lane', 'King’s Road'],
    first: ['Olivia', 'Harry', 'Priya', 'Callum', 'Grace'],
    last: ['Smith', 'O’Connor', 'Patel', 'Smith-Jones', 'Evans'],
    companies: ['% & Co', '% Trading Ltd', 'The % Emporium'],
    postalCode: 'LS# #EH',
    phone: '+44 20 7946 0###',
  },
  {
    name: 'United States',
    cities: ['Portland', 'Austin', 'San José', 'Boise'],
    streets: ['Main Street', 'Oak Avenue', '5th Avenue'],
    first: ['Mary', 'Jamal', 'Emily', 'Carlos', 'Ann'],
    last: ['Johnson', 'Nguyen', 'García', 'Smith', 'McDonald'],
    companies: ['% Inc.', '% Outfitters', '% Bros. 100% Natural'],
    postalCode: '97###',
    phone: '+1 202 555 01##',
  },
  {
    name: 'Sweden',
    cities: ['Malmö', 'Göteborg', 'Örebro', 'Åre'],
    streets: ['Storgatan', 'Ängsvägen', 'Hamngatan'],
    first: ['Åsa', 'Björn', 'Ebba', 'Göran', 'Linnéa'],
    last: ['Öberg', 'Lindqvist', 'Åkesson', 'Berg', 'Sjöström'],
    companies: ['% AB', '% Handel', 'Bröderna %'],
    postalCode: '### ##',
    phone: '+46 8 555 ## ###',
  },
  {
    name: 'Brazil',
    cities: ['São Paulo', 'Belém', 'Recife', 'Goiânia'],
    streets: ['Rua das Flores', 'Avenida Brasil', 'Travessa São João'],
    first: ['João', 'Antônia', 'Luís', 'Conceição', 'Rafael'],
    last: ['Gonçalves', 'Araújo', 'Silva', 'Brandão', 'Souza'],
    companies: ['Empório %', '% Comércio Ltda.', 'Irmãos %'],
    postalCode: '#####-###',
    phone: '+55 11 5555 ####',
  },
  {
    name: 'Japan',
    cities: ['京都', '札幌', '横浜'],
    streets: ['本町', '桜通り', '中央'],
    first: ['花子', '健太', 'さくら', '太郎'],
    // 𠮷 lies outside the basic plane: where text is measured or sorted in UTF-16 units it shows.
    last: ['山田', '𠮷田', '佐藤', '高橋'],
    companies: ['%商店', '株式会社%', '%堂'],
    postalCode: '###-####',
    phone: '+81 3 5550 ####',
    familyFirst: true,
  },
  {
    name: 'Greece',
    cities: ['Αθήνα', 'Θεσσαλονίκη', 'Χανιά'],
    streets: ['Οδός Ερμού', 'Λεωφόρος Αλεξάνδρας', 'Οδός Αθηνάς'],
    first: ['Ελένη', 'Γιώργος', 'Σοφία', 'Νίκος'],
    last: ['Γεωργίου', 'Οικονόμου', 'Δημητρίου', 'Αγγέλου'],
    companies: ['% ΑΕ', 'Παντοπωλείο %', '% και Υιοί'],
    postalCode: '### ##',
    phone: '+30 21 5550 ####',
  },
  {
    name: 'Türkiye',
    cities: ['İstanbul', 'İzmir', 'Diyarbakır', 'Muğla'],
    streets: ['Atatürk Caddesi', 'Çınar Sokak', 'Gül Sokağı'],
    first: ['Ayşe', 'İbrahim', 'Çağla', 'Yiğit'],
    last: ['Yılmaz', 'Şahin', 'Çelik', 'Işık'],
    companies: ['% Ticaret A.Ş.', '% Kardeşler', 'Çarşı %'],
    postalCode: '34###',
    phone: '+90 212 555 ## ##',
  },
]

export interface Shelf {
  readonly name: string
  readonly description: string | null
  /** Position of the shelf around this one, counted from 1; null at the top. */
  readonly parent: number | null
  /** What is sold there; a shelf without goods only holds others. */
  readonly goods?: {
    readonly code: string
    readonly nouns: readonly string[]
    readonly kinds: readonly string[]
    /** Whole euro, cheapest and dearest. */
    readonly price: readonly [number, number]
    /** What JSON attributes speak of beside weight. */
    readonly trait: string
    readonly traits: readonly (string | boolean)[]
  }
}

export const SHELVES: readonly Shelf[] = [
  { name: 'Food & Drink', description: 'Everything for the table.', parent: null },
  { name: 'Home', description: 'Everything around the table.', parent: null },
  { name: 'Outdoor', description: null, parent: null },
  {
    name: 'Coffee & Tea',
    description: 'Roasted, rolled and dried.',
    parent: 1,
    goods: {
      code: 'COF',
      nouns: ['Espresso', 'Filter Coffee', 'Green Tea', 'Black Tea', 'Rooibos'],
      kinds: ['Organic', 'Decaf', 'Highland', 'House', 'Crème'],
      price: [4, 24],
      trait: 'origin',
      traits: ['Ethiopia', 'Colombia', 'Assam', 'Côte d’Ivoire'],
    },
  },
  {
    name: 'Chocolate & Sweets',
    description: 'For after dinner, or instead of it.',
    parent: 1,
    goods: {
      code: 'SWT',
      nouns: ['Dark Chocolate', 'Nougat', 'Caramels', 'Marzipan', 'Liquorice'],
      kinds: ['Salted', 'Organic', '100% Cocoa', 'Crème Brûlée', 'Classic'],
      price: [2, 15],
      trait: 'vegan',
      traits: [true, false],
    },
  },
  {
    name: 'Oils & Spices',
    description: null,
    parent: 1,
    goods: {
      code: 'SPC',
      nouns: ['Olive Oil', 'Smoked Paprika', 'Saffron', 'Sea Salt', 'Jalapeño Flakes'],
      kinds: ['Extra', 'Organic', 'Wild', 'Mild', 'Hot'],
      price: [3, 30],
      trait: 'origin',
      traits: ['Crete', 'Andalucía', 'Provence'],
    },
  },
  {
    name: 'Kitchen',
    description: 'Pots, knives and what holds them.',
    parent: 2,
    goods: {
      code: 'KIT',
      nouns: ['Chef’s Knife', 'Cast-Iron Pan', 'Mixing Bowl', 'Teapot', 'Cutting Board'],
      kinds: ['Small', 'Large', 'Professional', 'Everyday', 'Heritage'],
      price: [9, 180],
      trait: 'colour',
      traits: ['black', 'cream', 'sage'],
    },
  },
  {
    name: 'Textiles',
    description: 'Woven and knitted.',
    parent: 2,
    goods: {
      code: 'TEX',
      nouns: ['Linen Towel', 'Wool Blanket', 'Cushion', 'Tablecloth', 'Apron'],
      kinds: ['Striped', 'Plain', 'Indigo', 'Écru', 'Moss'],
      price: [8, 120],
      trait: 'colour',
      traits: ['blue', 'écru', 'green', 'red'],
    },
  },
  {
    name: 'Lighting',
    description: 'Lamps and candles.',
    parent: 2,
    goods: {
      code: 'LGT',
      nouns: ['Desk Lamp', 'Candle', 'Lantern', 'Pendant', 'Night Light'],
      kinds: ['Brass', 'Paper', 'Dimmable', 'Glass', 'Mini'],
      price: [5, 240],
      trait: 'colour',
      traits: ['brass', 'white', 'black'],
    },
  },
  {
    name: 'Camping',
    description: 'A roof, a bed and a stove to carry.',
    parent: 3,
    goods: {
      code: 'CMP',
      nouns: ['Tent', 'Sleeping Bag', 'Stove', 'Headlamp', 'Enamel Mug'],
      kinds: ['Ultralight', 'Family', 'Winter', 'Trail', 'Basecamp'],
      price: [7, 420],
      trait: 'colour',
      traits: ['orange', 'green', 'sand'],
    },
  },
  {
    name: 'Cycling',
    description: 'For the way there.',
    parent: 3,
    goods: {
      code: 'CYC',
      nouns: ['Bell', 'Pannier', 'Rain Cape', 'Lock', 'Repair Kit'],
      kinds: ['City', 'Touring', 'Folding', 'Waterproof', 'Compact'],
      price: [6, 140],
      trait: 'colour',
      traits: ['black', 'petrol', 'rust'],
    },
  },
  {
    name: 'Teapots & Strainers',
    description: 'A shelf inside a shelf inside a shelf.',
    parent: 4,
    goods: {
      code: 'TPT',
      nouns: ['Kyūsu', 'Strainer', 'Samovar', 'Tea Tin', 'Gaiwan'],
      kinds: ['Porcelain', 'Clay', 'Double-Walled', 'Travel', 'Red'],
      price: [5, 160],
      trait: 'origin',
      traits: ['Arita', 'Kyōto', 'Meißen', 'Yixing'],
    },
  },
]

export const TITLES: readonly string[] = ['Managing Director', 'Head of Sales', 'Head of Logistics', 'Head of Service']
export const JUNIOR_TITLES: readonly string[] = ['Sales Representative', 'Account Manager', 'Sales Coordinator']

export const ROLES: readonly string[] = ['Purchasing', 'Accounting', 'Warehouse', 'Owner', 'Assistant']
export const TAGS: readonly string[] = ['wholesale', 'retail', 'newsletter', 'key account', 'café', 'prepaid']
export const CARRIERS: readonly string[] = ['Swift Parcel', 'Blue Van', 'Nordic Freight', 'Pigeon & Sons', 'Överallt']

/** What is written under one to five stars. */
export const OPINIONS: Readonly<Record<number, readonly string[]>> = {
  1: ['Arrived broken and smells of “adventure”.', 'Not what the picture shows.', 'Never again.'],
  2: ['Does what it should, but only just.', 'Too small for the price.', 'The lid does not fit.'],
  3: ['It’s fine.', 'Good value, slow delivery.', 'Okay for everyday use.'],
  4: ['Very nice, the colour is a shade darker than expected.', 'Solid work. Would buy again.', 'Très bien, merci!'],
  5: ['Exactly what I was looking for.', 'My customers love it 😍', 'Best in the whole shop.', 'Wunderschön verarbeitet, gerne wieder.'],
}
