FROM node:24-trixie AS packages
WORKDIR /site
COPY package.json package-lock.json ./
RUN npm ci

FROM packages AS test
COPY . .
RUN npm test && touch /tests-passed

FROM packages AS pages
COPY . .
RUN npm run build

FROM nginx:trixie
COPY --from=test /tests-passed /tmp/
COPY --from=pages /site/build /usr/share/nginx/html
