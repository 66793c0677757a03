-- What the public pages list: the latest published first, in one language, in all or in one category.

CREATE INDEX texts_v1_newest ON texts_v1 (language, published_at DESC, serial DESC) WHERE public IS NOT NULL;
CREATE INDEX texts_v1_newest_of_category ON texts_v1 (category, language, published_at DESC, serial DESC) WHERE public IS NOT NULL;
