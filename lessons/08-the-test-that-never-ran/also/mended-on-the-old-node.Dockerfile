FROM node:14 AS build
WORKDIR /app
COPY package.json .
RUN npm install
COPY . .
RUN npm run build

FROM node:14 AS test
WORKDIR /app
COPY --from=build /app /app
RUN npm test

FROM nginx:trixie
COPY --from=build /app/build /usr/share/nginx/html
