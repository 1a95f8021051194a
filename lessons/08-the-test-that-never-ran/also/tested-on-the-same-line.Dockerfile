FROM node:24-trixie AS build
WORKDIR /app
COPY package*.json ./
RUN npm ci
COPY . .
RUN npm run build && npm test

FROM nginx:trixie
COPY --from=build /app/build /usr/share/nginx/html
